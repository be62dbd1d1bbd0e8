import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readDeclarations } from './declarations.js';
import { lacksOf } from './findings/lacks.js';
import { type Surface, surfaceOf } from './surface.js';

const root = mkdtempSync(join(tmpdir(), 'ivs-conformance-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A package with these declarations. */
function surface(name: string, types: string, models: string, command: string): Surface {
  const folder = join(root, name, types);
  mkdirSync(join(folder, 'models'), { recursive: true });
  mkdirSync(join(folder, 'commands'));
  writeFileSync(join(folder, 'models', 'models_0.d.ts'), models);
  writeFileSync(join(folder, 'commands', 'GetRoomCommand.d.ts'), command);
  const declarations = readDeclarations(join(root, name));
  if (declarations === undefined) throw new Error('there are no declarations');
  return surfaceOf(declarations);
}

const old = surface(
  'old',
  'dist/types',
  `export declare enum Light {
    Off = "OFF",
    On = "ON"
}
export interface GetRoomRequest {
    arn: string | undefined;
}
export interface Room {
    light?: Light | string;
    tags?: {
        [key: string]: string;
    };
}
export interface GetRoomResponse {
    room?: Room;
}
`,
  `export declare type GetRoomCommandInput = GetRoomRequest;
export declare type GetRoomCommandOutput = GetRoomResponse & __MetadataBearer;
`,
);

const recent = surface(
  'recent',
  'dist-types',
  `/**
 * export interface Comment {
 */
export declare const Light: {
    readonly DIM: "DIM";
    readonly OFF: "OFF";
    readonly ON: "ON";
};
export interface GetRoomRequest {
    arn: string | undefined;
}
export interface Room {
    light?: Light | undefined;
    doors?: Door[] | undefined;
    tags?: Record<string, string> | undefined;
    inner?: Room | undefined;
}
export interface Door {
    openSince?: Date | undefined;
}
export interface GetRoomResponse {
    room?: Room | undefined;
}
`,
  `export interface GetRoomCommandInput extends GetRoomRequest {
}
export interface GetRoomCommandOutput extends GetRoomResponse, __MetadataBearer {
}
`,
);

test('members are found at any depth, in the form of old and recent releases', () => {
  expect([...(old.get('GetRoom')?.input ?? [])]).toEqual(['arn']);
  expect([...(old.get('GetRoom')?.output ?? [])]).toEqual(['room', 'room.light', 'room.tags']);
  expect([...(recent.get('GetRoom')?.output ?? [])]).toEqual([
    'room',
    'room.light',
    'room.doors',
    'room.doors[].openSince',
    'room.tags',
    'room.inner',
  ]);
});

test('values of enumerations are found', () => {
  expect(old.get('GetRoom')?.enums.get('output room.light')).toEqual(['OFF', 'ON']);
  expect(recent.get('GetRoom')?.enums.get('output room.light')).toEqual(['DIM', 'OFF', 'ON']);
});

test('what one release lacks of another is told once, and not what is below it', () => {
  expect(lacksOf('ivs', old, recent)).toEqual({
    service: 'ivs',
    operations: [],
    members: ['GetRoom output room.doors', 'GetRoom output room.inner'],
    enumValues: ['GetRoom output room.light: DIM'],
  });
  expect(lacksOf('ivs', new Map(), recent).operations).toEqual(['GetRoom']);
  expect(lacksOf('ivs', recent, old)).toMatchObject({ operations: [], members: [], enumValues: [] });
});
