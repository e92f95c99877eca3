/** Prints programs as somebody would write them. Nothing of the library is in it. */
import type {
  ItemRead,
  PipeStage,
  ProgramChain,
  ProgramStep,
  ProgramWorld,
  Statement,
} from './programs.ts';

const options = (expand: readonly string[] | undefined): string =>
  expand === undefined ? '' : `{ expand: '${expand.join(',')}' }`;

const short = (address: string): string => address.split('/').slice(1).join('');

function showRead({ refs, field, inner, collection, of }: ItemRead, row: string): string {
  const way = [row, ...refs].join('.');
  const list = inner ?? collection;
  const text =
    field !== undefined
      ? `${way}.${field}`
      : list !== undefined
        ? `${way}.${list.name}.map((it) => ${showRead(list.read, 'it')})${collection?.isRead ? '.slice()' : ''}`
        : way;
  return of === undefined ? text : `[${of.map(short)}].includes(${row}) && ${text}`;
}

const showReads = (reads: readonly ItemRead[]): string =>
  `[${reads.map((read) => showRead(read, 'row')).join(', ')}]`;

function showStage(stage: PipeStage): string {
  switch (stage.is) {
    case 'take':
    case 'drop':
      return `.${stage.is}(${stage.count})`;
    case 'toArray':
    case 'contents':
      return `.${stage.is}()`;
    case 'twice':
      return '.flatMap((row) => [row, row])';
    case 'follow':
      return `.map((row) => row.${stage.name})`;
    case 'map':
      return `.map((row) => ${showReads(stage.reads)})`;
    case 'forEach':
      return `.forEach((row) => { ${showReads(stage.reads)}; return ${['row', ...stage.on].join('.')}.act9() })`;
    default:
      return `.${stage.is}((row) => { ${showReads(stage.reads)}; return [${stage.holds.map(short)}].includes(row) })`;
  }
}

function showStep(step: ProgramStep): string {
  switch (step.is) {
    case 'lookup': {
      const id = /^\d+$/.test(step.id) ? step.id : `'${step.id}'`;
      return `.${step.kind}(${[id, options(step.expand)].filter((each) => each !== '').join(', ')})`;
    }
    case 'list':
      return step.expand === undefined ? `.${step.name}` : `.${step.name}(${options(step.expand)})`;
    case 'index':
      return `[${step.index}]`;
    case 'item':
      return `.items[${step.index}]`;
    case 'items':
    case 'self':
      return `.${step.is}`;
    case 'pipe':
      return step.stages.map(showStage).join('');
    case 'act':
      return `.${step.name}(${step.argument === undefined ? '' : showProgramChain(step.argument)})`;
    default:
      return `.${step.name}`;
  }
}

/** A chain as it is written. */
export function showProgramChain(chain: ProgramChain): string {
  const { from = 'hc', isFresh, steps, budget, abortAt } = chain;
  const start = isFresh === true ? `fresh(${from})` : from;
  const text = `${start}${steps.map(showStep).join('')}`;
  if (budget !== undefined) return `within(${text}, { budget: ${budget} })`;
  return abortAt === undefined ? text : `within(${text}, { signal: abortedAtRequest(${abortAt}) })`;
}

function showStatement(statement: Statement, indent: string): readonly string[] {
  if (statement.is === 'await') {
    const [only, ...rest] = statement.chains;
    if (only !== undefined && rest.length === 0) {
      const keep = only.as === undefined ? '' : `${only.as} = `;
      return [`${indent}${keep}await ${showProgramChain(only.chain)};`];
    }
    return [
      `${indent}await Promise.allSettled([`,
      ...statement.chains.map(({ chain, as }) => {
        return `${indent}  ${showProgramChain(chain)},${as === undefined ? '' : ` // → ${as}`}`;
      }),
      `${indent}]);`,
    ];
  }
  if (statement.is === 'each') {
    const { of, item, chains } = statement;
    const texts = chains.map(showProgramChain).join(', ');
    return [`${indent}await Promise.allSettled(${of}.items.flatMap((${item}) => [${texts}]));`];
  }
  const { over, isAwaited, item, body, leaveAt, keep } = statement;
  const wait = isAwaited ? ' await' : '';
  return [
    `${indent}for${wait} (const ${item} of ${showProgramChain(over)}${isAwaited ? '' : '.items'}) {`,
    ...body.flatMap((each) => showStatement(each, `${indent}  `)),
    ...(keep === undefined ? [] : [`${indent}  ${keep} = ${item};`]),
    ...(leaveAt === undefined ? [] : [`${indent}  if (it is number ${leaveAt}) break;`]),
    `${indent}}`,
  ];
}

export function showProgram(program: readonly Statement[]): string {
  return program.flatMap((statement) => showStatement(statement, '  ')).join('\n');
}

/** A world: its program, and what of its map and documents the program names. */
export function showProgramWorld(world: ProgramWorld): string {
  const program = showProgram(world.program);
  const isNamed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(program);
  const kinds = Object.entries(world.kinds).map(([kind, { refs, lists }]) => {
    const members = [
      ...Object.entries(refs).map(([name, { kind: of, in: level, path }]) => {
        return [name, `${name}: ${of} in ${level}${path === undefined ? '' : ' (own address)'}`];
      }),
      ...Object.entries(world.inner[kind] ?? {}).map(([name, { kind: of, in: level }]) => {
        return [name, `${name}: several ${of} in ${level}`];
      }),
      ...Object.entries(lists).map(([name, { kind: of, path }]) => {
        return [name, `${name}: list of ${of}${path === undefined ? ' (only declared)' : ''}`];
      }),
    ];
    const used = members.filter(([name = '']) => isNamed(name)).map(([, text]) => text);
    return `  ${kind} { ${['id, s in stub', 'w in whole', ...used].join('; ')} }`;
  });
  const documents = Object.values(world.resources).map(({ address, refs }) => {
    const named = Object.entries(refs).filter(([name]) => isNamed(name));
    const several = Object.entries(world.holds[address] ?? {}).filter(([name]) => isNamed(name));
    return `  ${address} ${[
      ...named.map(([name, target]) => `${name}→${target}`),
      ...several.map(([name, all]) => `${name}→[${all.join(' ')}]`),
    ].join(' ')}`;
  });
  const lists = Object.entries(world.lists).map(([name, all]) => `  ${name} [${all.join(' ')}]`);
  const aliases = Object.entries(world.aliases).map(([alias, real]) => `  ${alias} = ${real}`);
  return [
    'program:',
    program,
    'map:',
    ...kinds,
    `limits: ${JSON.stringify(world.limits)}; stubs declare collections: ${world.stubLinks}`,
    `server: ${JSON.stringify(world.manners)}`,
    ...(world.many === undefined
      ? []
      : [`by ids, at most: ${JSON.stringify(world.many)}, without ${world.leftOut?.join(' ')}`]),
    ...(world.wire === undefined ? [] : [`on the wire: ${JSON.stringify(world.wire)}`]),
    ...(world.keepsJson ? ['documents keep their JSON'] : []),
    'documents:',
    ...documents,
    ...lists,
    ...aliases,
  ].join('\n');
}
