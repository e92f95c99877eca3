/**
 * What the types cost a user: 200 long chains with lambdas, checked by both compilers against the built declarations.
 *
 * Held is the number of instantiations that the chains add to a file that only makes a client: it is the same
 * on every machine. The time is shown, and holds nothing. The limits stand in `limits.json`. `--json` gives it as data.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const at = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const COMPILERS = [
  // In one thread, since threads instantiate the same types again.
  {
    name: 'TypeScript 7',
    args: [at('node_modules/typescript-7/bin/tsc'), '--singleThreaded'],
  },
  { name: 'TypeScript 6', args: [at('node_modules/typescript/bin/tsc6')] },
];

const OPTIONS = [
  '--ignoreConfig',
  '--noEmit',
  '--strict',
  '--noUncheckedIndexedAccess',
  '--exactOptionalPropertyTypes',
  '--skipLibCheck',
  '--target',
  'esnext',
  '--module',
  'nodenext',
  '--extendedDiagnostics',
];

/** Each is another chain for each number. */
const CHAINS: readonly ((n: number) => string)[] = [
  (n) => `await hc.rooms.items[${n}].owner.message('hi ${n}')`,
  (n) => `await hc.room(${n}).owner.group`,
  (n) => `(await hc.rooms({ expand: 'items.owner', maxResults: ${n} })).items[${n}]?.owner.email`,
  (n) => `(await hc.room(${n}, { expand: 'owner.group' })).owner.group.name`,
  (n) => `(await hc.room('${n}')).owner.self.created`,
  (n) => `await hc.room(${n}).participants.items[${n}].self.last_active`,
  (n) => `await hc.rooms.map((room) => \`${n} \${room.name}: \${room.owner.email}\`)`,
  (n) =>
    `await hc.rooms({ includeArchived: true }).filter((room) => room.id > ${n} && room.is_archived).map((room) => ({ name: room.name, owner: room.owner, people: room.participants.map((user) => user.name) }))`,
  (n) =>
    `await hc.rooms.filter((room) => room.owner.name !== '${n}').flatMap((room) => [room.owner, room.owner]).map((owner) => owner.email).take(${n})`,
  (n) =>
    `await hc.rooms.filter((room) => room.topic === '${n}').forEach((room) => room.owner.message(\`\${room.name} ${n}\`))`,
  (n) => `await hc.rooms.find((room) => room.name === '${n}').owner.title`,
  (n) => `await hc.user(${n}).history({ maxResults: ${n} }).items[${n}].date`,
];

const FEW = "import { HypChat } from 'HYPCHAT';\nexport const hc = new HypChat('token');\n".replace(
  'HYPCHAT',
  at('dist/index.js'),
);
const MANY =
  FEW +
  Array.from({ length: 200 }, (_, index) => {
    const chain = CHAINS[index % CHAINS.length]?.(Math.floor(index / CHAINS.length));
    return `export const given${index} = ${chain};\n`;
  }).join('') +
  '// @ts-expect-error -- if it compiled, the chains were not checked at all\ngiven6.nothing;\n';

const { instantiations: limits } = JSON.parse(readFileSync(at('limits.json'), 'utf8')) as {
  instantiations: Readonly<Record<string, number>>;
};

const isJson = process.argv.includes('--json');
const costs: object[] = [];
const folder = mkdtempSync(join(tmpdir(), 'hypchat-types-'));
try {
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
  for (const { name, args } of COMPILERS) {
    const few = check(args, FEW);
    const many = check(args, MANY);
    const found = many.instantiations - few.instantiations;
    const limit = limits[name];
    costs.push({ name, found, limit, few: few.time, many: many.time });
    const said = `${name}: 200 chains add ${found} instantiations (limit ${limit}); check time ${few.time} s → ${many.time} s`;
    if (!isJson) console.log(said);
    if (limit === undefined || !(found > 0 && found <= limit)) {
      console.error(`${name}: ${found} instantiations are not 1 to ${limit}`);
      process.exitCode = 1;
    }
  }
  if (isJson) console.log(JSON.stringify(costs));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Checks a program, which has to compile. */
function check(args: readonly string[], program: string): { instantiations: number; time: string } {
  const file = join(folder, 'chains.ts');
  writeFileSync(file, program);
  const { status, stdout } = spawnSync(process.execPath, [...args, ...OPTIONS, file], {
    encoding: 'utf8',
    cwd: folder,
  });
  if (status !== 0) throw new Error(stdout);
  const [, instantiations] = /^Instantiations:\s+(\d+)/m.exec(stdout) ?? [];
  const [, time] = /^Check time:\s+([\d.]+)s/m.exec(stdout) ?? [];
  if (instantiations === undefined || time === undefined) throw new Error(stdout);
  return { instantiations: Number(instantiations), time };
}
