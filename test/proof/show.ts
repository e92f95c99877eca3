/** Prints worlds for those who have to read a counterexample. */
import { Answers, type Misbehaviour } from './answer.ts';
import { walkPlainly } from './plain.ts';
import { at, type Read, type Stage, type Steps, type World } from './world.ts';

/** A chain as a caller would write it. */
export function showChain(steps: Steps): string {
  return steps.reduce((text, step) => {
    if (step.is === 'lookup') {
      return `${text}.${step.kind}(${/^\d+$/.test(step.id) ? step.id : `'${step.id}'`})`;
    }
    if (step.is === 'item') return `${text}.items[${step.index}]`;
    if (step.is === 'act') {
      return `${text}.${step.name}(${step.argument === undefined ? '' : showChain(step.argument)})`;
    }
    if (step.is === 'pipe') return `${text}${step.stages.map(showStage).join('')}`;
    if (step.is === 'loop') return `for await (row of ${text}) await ${showReads(step.reads)}`;
    return `${text}.${step.is === 'items' || step.is === 'self' ? step.is : step.name}`;
  }, 'hc');
}

const short = (address: string): string => address.split('/').slice(1).join('');

function showReads(reads: readonly Read[]): string {
  const texts = reads.map(({ steps, of }) => {
    const read = showChain(steps).replace('hc', 'row');
    return of === undefined ? read : `${read} of ${of.map(short).join(' ')}`;
  });
  return `[${texts.join(', ')}]`;
}

function showStage(stage: Stage): string {
  switch (stage.is) {
    case 'take':
    case 'drop':
      return `.${stage.is}(${stage.count})`;
    case 'follow':
      return `.map((row) => row.${stage.name})`;
    case 'twice':
      return '.flatMap((row) => [row, row])';
    case 'toArray':
      return '.toArray()';
    case 'map':
      return `.map((row) => ${showReads(stage.reads)})`;
    case 'forEach': {
      const on = showChain(stage.on).replace('hc', 'row');
      return `.forEach((row) => { ${showReads(stage.reads)}; return ${on}.${stage.name}() })`;
    }
    default:
      return `.${stage.is}((row) => { ${showReads(stage.reads)}; return ${stage.holds.map(short).join(' ')} })`;
  }
}

/** The names that a chain has in it, those of its lambda and argument among them. */
function namesIn(steps: Steps): readonly string[] {
  return steps.flatMap((step) => {
    if (step.is === 'loop') return step.reads.flatMap((read) => namesIn(read.steps));
    if (step.is === 'pipe') return step.stages.flatMap(namesInStage);
    if (step.is === 'act') return namesIn(step.argument ?? []);
    return 'name' in step ? [step.name] : [];
  });
}

function namesInStage(stage: Stage): readonly string[] {
  return [
    ...('name' in stage ? [stage.name] : []),
    ...('on' in stage ? namesIn(stage.on) : []),
    ...('reads' in stage ? stage.reads.flatMap((read) => namesIn(read.steps)) : []),
  ];
}

/** The map's members that the chains name; all others are left out. */
function showMap({ kinds, rootLists, chains }: World): string {
  const named = new Set(chains.flatMap(namesIn));
  const lines = Object.entries(kinds).map(([kind, { refs, lists }]) => {
    const members = [
      ...Object.entries(refs).map(([name, { kind: target, in: level, path }]) => {
        return [
          name,
          `${name}: ${target} in ${level}${path === undefined ? '' : ' (own address)'}`,
        ];
      }),
      ...Object.entries(lists).map(([name, { kind: target, path }]) => {
        return [name, `${name}: list of ${target}${path === undefined ? ' (only declared)' : ''}`];
      }),
    ];
    const used = members.filter(([name = '']) => named.has(name)).map(([, text]) => text);
    return `  ${kind} { ${['id, s in stub', 'w in whole', ...used].join('; ')} }`;
  });
  return [...lines, `  root lists: ${Object.keys(rootLists).join(', ')}`].join('\n');
}

/** The documents that can be reached from what the chains begin with, in a line each. */
function showDocuments(world: World): string {
  const lines = Object.values(world.resources).map(
    ({ address, refs }) =>
      `  ${address} ${Object.entries(refs)
        .map(([name, target]) => `${name}→${target}`)
        .join(' ')}`,
  );
  const lists = Object.entries(world.lists).map(
    ([address, items]) => `  ${address} [${items.join(' ')}]`,
  );
  const aliases = Object.entries(world.aliases).map(
    ([alias, address]) => `  ${alias} = ${address}`,
  );
  return [...lines, ...lists, ...aliases].join('\n');
}

/** The whole world, compactly. */
export function showWorld(world: World, documents: boolean = true): string {
  const { limits, chains } = world;
  return [
    'chains:',
    ...chains.map((chain) => `  ${showChain(chain)}`),
    'map:',
    showMap(world),
    `limits: ${JSON.stringify(limits)}; stubs declare collections: ${world.stubLinks}`,
    ...(world.many === undefined
      ? []
      : [
          `by ids, at most: ${JSON.stringify(world.many)}, without ${world.leftOut?.join(' ') || 'any'}`,
        ]),
    ...(world.totals === undefined ? [] : [`pages tell a total, wrong by ${world.totals}`]),
    ...(world.isShallow ? ['nothing is below what a path leads to elsewhere'] : []),
    ...(world.tellsNothing ? ['an answer says where there is nothing'] : []),
    ...(world.omitsNull ? ['references to nothing are left out'] : []),
    ...(world.wire === undefined ? [] : [`on the wire: ${JSON.stringify(world.wire)}`]),
    ...(world.keepsJson ? ['documents keep their JSON'] : []),
    ...(documents ? ['documents:', showDocuments(world)] : []),
  ].join('\n');
}

/** A world, with those of its documents that a plain walk comes by, so that a counterexample stays short. */
export function touched(world: World, fault?: Misbehaviour): World {
  return only(world, touchedIn(world, fault));
}

/** A world without the documents that nothing leads to from what a plain walk comes by: it can be walked as before. */
export function reachable(world: World): World {
  const kept = touchedIn(world);
  for (const address of kept) {
    const { refs = {} } = world.resources[address] ?? {};
    const below = Object.keys(world.lists).filter((list) => list.startsWith(`${address}/`));
    const named = [...Object.values(refs), ...(world.lists[address] ?? []), ...below];
    for (const each of named) if (each !== null) kept.add(each);
  }
  return only(world, kept);
}

/** The addresses of what a plain walk comes by. */
function touchedIn(world: World, fault?: Misbehaviour): Set<string> {
  const answers = new Answers(world, fault);
  walkPlainly(world, world.chains, (url, given) => answers.get(url, given));
  return answers.shown;
}

function only(world: World, kept: ReadonlySet<string>): World {
  const keep = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(
      [...kept].filter((name) => name in record).map((name) => [name, at(record, name)]),
    );
  return { ...world, resources: keep(world.resources), lists: keep(world.lists) };
}
