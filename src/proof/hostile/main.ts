import { Command } from 'commander';
import { carryOut } from '../../cli/terminal/carry-out.js';
import { answersCommand } from './answers/command.js';
import { foreignCommand } from './foreign/command.js';
import { killCommand } from './kill/command.js';

const program = new Command('hostile')
  .description('Tries the suite on endpoints that mean harm, and prints what it survived.')
  .addCommand(answersCommand())
  .addCommand(foreignCommand())
  .addCommand(killCommand())
  .exitOverride();

await carryOut(program);
