import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import type * as v from 'valibot';
import { REFUSALS } from '#lib/meeting/refusal.ts';
import { commandSchemas } from '#lib/wire/command-schemas.ts';
import { accountRoutes } from '../../server/door/account-routes.ts';
import { apiErrors } from '../../server/door/answer.ts';
import { councilRoutes } from '../../server/door/council-routes.ts';
import { lateRoutes } from '../../server/door/late-routes.ts';
import { matterRoutes } from '../../server/door/matter-routes.ts';
import { meetingRoutes } from '../../server/door/meeting-routes.ts';
import { observanceRoutes } from '../../server/door/observance-routes.ts';
import { planningRoutes } from '../../server/door/planning-routes.ts';
import { probeRoutes } from '../../server/door/probe-routes.ts';
import { publicRoutes } from '../../server/door/public-routes.ts';
import { CLOSE } from '../../server/rooms/minutes-connection.ts';
import { join } from 'node:path';
import { root, textOf } from '../house/tree.ts';

const page = textOf('docs/protocol.md');

/** Cells of the first table after a heading or another line that begins so. */
function tableAfter(begins: string): string[][] {
  const lines = page.split('\n');
  const from = lines.findIndex((line) => line.startsWith(begins));
  expect(from, begins).toBeGreaterThan(-1);
  const head = lines.findIndex((line, index) => index >= from && line.startsWith('|'));
  const end = lines.findIndex((line, index) => index > head && !line.startsWith('|'));
  return lines.slice(head + 2, end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const quoted = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!);

/** Members of a type by name, `?` behind those that may be left out: what the types say, the page must say. */
function membersOf(file: string, name: string): Map<string, { fields: string[] }> {
  const path = join(root, file);
  const { ESNext } = ts.ModuleKind;
  const options = { strict: true, allowImportingTsExtensions: true, noEmit: true, module: ESNext };
  const moduleResolution = ts.ModuleResolutionKind.Bundler;
  const program = ts.createProgram([path], { ...options, moduleResolution, target: ts.ScriptTarget.ESNext });
  const checker = program.getTypeChecker();
  const declared = program
    .getSourceFile(path)!
    .statements.find(
      (one) => (ts.isTypeAliasDeclaration(one) || ts.isInterfaceDeclaration(one)) && one.name.text === name,
    )!;
  const type = checker.getTypeAtLocation(declared);
  if (type.isUnion())
    return new Map(type.types.map((one) => [checker.typeToString(one).replaceAll('"', ''), { fields: [] }] as const));
  return new Map(
    type.getProperties().map((member) => {
      const fields = checker.getTypeOfSymbol(member).getProperties();
      const names = fields.map((field) => field.name + (field.flags & ts.SymbolFlags.Optional ? '?' : ''));
      return [member.name, { fields: names }] as const;
    }),
  );
}

const fieldsOf = (schema: v.GenericSchema): string[] =>
  Object.entries((schema as unknown as { entries: Record<string, v.GenericSchema> }).entries).map(
    ([name, entry]) => name + (entry.type === 'optional' ? '?' : ''),
  );

describe('docs/protocol.md says what the code does', () => {
  test('every call of HTTP', () => {
    const routes = [
      ...accountRoutes,
      ...meetingRoutes,
      ...observanceRoutes,
      ...planningRoutes,
      ...councilRoutes,
      ...matterRoutes,
      ...publicRoutes,
      ...lateRoutes,
      ...probeRoutes,
    ];
    const said = ['### Account', '### Meetings', '### Councils', '### Matters', '### Operation'].flatMap((heading) =>
      tableAfter(heading).map(([call]) => quoted(call)[0]),
    );
    expect(said.toSorted()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).toSorted());
  });

  test('every error code of HTTP', () => {
    expect(tableAfter('### Error codes of HTTP').map(([code]) => quoted(code)[0])).toEqual([...apiErrors]);
  });

  test('every command with its fields, and events that are there', () => {
    const rows = tableAfter('### Commands');
    const said = rows.map(([type, fields]) => [quoted(type)[0], quoted(fields).toSorted()]);
    const code = Object.entries(commandSchemas).map(([type, schema]) => [type, fieldsOf(schema).toSorted()]);
    expect(said.toSorted()).toEqual(code.toSorted());
    const events = membersOf('src/lib/meeting/meeting.ts', 'Events');
    for (const row of rows) for (const event of quoted(row[3])) expect(events.has(event), event).toBe(true);
    expect(rows.filter((row) => quoted(row[3]).length === 0 || row[2] === '')).toEqual([]);
  });

  test('every field of a command is explained', () => {
    const explained = new Set(tableAfter('| field').flatMap(([field]) => quoted(field)));
    const named = Object.values(commandSchemas).flatMap((schema) =>
      fieldsOf(schema).map((name) => name.replace('?', '')),
    );
    const ids = /Id$/;
    expect([...new Set(named)].filter((name) => !ids.test(name) && !explained.has(name))).toEqual([]);
  });

  test('every event with its fields', () => {
    const said = tableAfter('### Events').map(([type, fields]) => [quoted(type)[0], quoted(fields).toSorted()]);
    const code = [...membersOf('src/lib/meeting/meeting.ts', 'Events')].map(([type, { fields }]) => [
      type,
      fields.toSorted(),
    ]);
    expect(said.toSorted()).toEqual(code.toSorted());
  });

  test('every refusal of the rules, and every code of the wire', () => {
    expect(tableAfter('### Refusals').map(([code]) => quoted(code)[0])).toEqual([...REFUSALS]);
    const wire = tableAfter('A refusal is').map(([code]) => quoted(code)[0]);
    expect(wire.toSorted()).toEqual([...membersOf('src/lib/wire/socket-events.ts', 'WireError').keys()].toSorted());
  });

  test('every event of Socket.IO in its direction', () => {
    const rows = tableAfter('## Socket.IO');
    const of = (arrow: string) => rows.filter(([one]) => one === arrow).map(([, event]) => quoted(event)[0]);
    const names = (type: string) => [...membersOf('src/lib/wire/socket-events.ts', type).keys()].toSorted();
    expect(of('→').toSorted()).toEqual(names('ClientToServer'));
    expect(of('←').toSorted()).toEqual(names('ServerToClient'));
  });

  test('every close code of the minutes', () => {
    const said = tableAfter('| close code').map(([code]) => Number(code));
    expect(said).toEqual(Object.values(CLOSE).toSorted((a, b) => a - b));
  });
});
