import { deriveCommand } from './command.js';

process.exitCode = deriveCommand(process.argv);
