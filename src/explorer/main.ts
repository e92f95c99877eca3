/** The page: what is typed is planned, and what is run is shown. */
import { ask, run } from './api.ts';
import { billView } from './billView.ts';
import { confirmView, type Refused } from './confirmView.ts';
import { Editor } from './editor.ts';
import { byId, count, h } from './element.ts';
import { answeredOf, emptyLane, type LaneState, laneAfter, plannedLane } from './lane.ts';
import type { Lane, Mistake, PlanAnswer, RunLine, SessionMessage } from './messages.ts';
import { planPicture } from './planPicture.ts';
import { planView, planWords } from './planView.ts';
import { save } from './save.ts';
import { readTrace } from './traceFile.ts';
import { treeView } from './treeView.ts';
import { waterfall } from './waterfall.ts';

/** How long nothing is typed before the plan is asked for, in milliseconds. */
const PAUSE_MS = 120;

const page = {
  endpoint: byId('endpoint', HTMLElement),
  run: byId('run', HTMLButtonElement),
  runKey: byId('run-key', HTMLElement),
  stop: byId('stop', HTMLButtonElement),
  compare: byId('compare', HTMLInputElement),
  confirm: byId('confirm', HTMLElement),
  plan: byId('plan', HTMLElement),
  planStatus: byId('plan-status', HTMLElement),
  saveSvg: byId('save-svg', HTMLButtonElement),
  saveJson: byId('save-json', HTMLButtonElement),
  bill: byId('bill', HTMLElement),
  waterfall: byId('waterfall', HTMLElement),
  failure: byId('failure', HTMLElement),
  tree: byId('tree', HTMLElement),
  traceFile: byId('trace-file', HTMLInputElement),
};

const TITLES: Readonly<Record<Lane, string>> = { walk: 'This walk', steps: 'Step by step' };

let plan: PlanAnswer = { is: 'empty' };
let asked = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
let running: AbortController | undefined;

const editor = new Editor(byId('editor', HTMLElement), {
  changed() {
    editor.mark(undefined);
    page.confirm.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => void askPlan(), PAUSE_MS);
  },
  run: () => void start(false),
});

page.run.addEventListener('click', () => void start(false));
page.stop.addEventListener('click', () => running?.abort());
page.saveSvg.addEventListener('click', () => keep('svg'));
page.saveJson.addEventListener('click', () => keep('json'));
page.traceFile.addEventListener('change', () => {
  const [file] = page.traceFile.files ?? [];
  if (file) void openTrace(file);
  // The same file can be chosen once more.
  page.traceFile.value = '';
});
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  const [file] = event.dataTransfer?.files ?? [];
  if (file === undefined) return;
  event.preventDefault();
  void openTrace(file);
});

showLanes({ walk: emptyLane(TITLES.walk), steps: emptyLane(TITLES.steps) });
showNoValue();
void begin();

async function begin(): Promise<void> {
  if (/Mac|iPhone|iPad/.test(navigator.userAgent)) page.runKey.textContent = '⌘ ⏎';
  try {
    const session = await ask<SessionMessage>('session');
    page.endpoint.replaceChildren(
      h('code', {}, session.endpoint),
      ...(session.demo === undefined
        ? []
        : [h('span', { class: 'badge' }, `sample data, ${session.demo.latencyMs} ms away`)]),
      ...(session.budget === undefined
        ? []
        : [h('span', { class: 'badge' }, `budget ${session.budget}`)]),
    );
    // On a server of one's own it costs requests, which somebody has to want.
    page.compare.checked = session.demo !== undefined;
    editor.text = session.text;
    editor.focus();
  } catch (error) {
    fail({ text: wordsOf(error) });
  }
}

/** Asks for the plan of what stands in the editor. What comes late is left aside. */
async function askPlan(): Promise<void> {
  asked += 1;
  const turn = asked;
  try {
    const answer = await ask<PlanAnswer>('plan', { text: editor.text });
    if (turn !== asked) return;
    showPlan(answer);
  } catch (error) {
    if (turn === asked) fail({ text: wordsOf(error) });
  }
}

function showPlan(answer: PlanAnswer): void {
  plan = answer;
  // While something is not finished, the plan of what it was before is no plan of it, and no fault either.
  const isUnfinished = answer.is === 'mistaken' && answer.isUnfinished && page.plan.hasChildNodes();
  page.plan.classList.toggle('stale', isUnfinished);
  if (!isUnfinished) page.plan.replaceChildren(planView(answer) || '');
  // Told in short: the whole of it with each key would be too much to listen to.
  page.planStatus.textContent = planWords(answer);
  const isPlanned = answer.is === 'planned';
  page.saveSvg.disabled = !isPlanned;
  page.saveJson.disabled = !isPlanned;
  if (answer.is === 'mistaken' && !answer.isUnfinished) editor.mark(answer);
}

function keep(as: 'svg' | 'json'): void {
  if (plan.is !== 'planned') return;
  if (as === 'json') {
    const { plans } = plan;
    const data = plans.length === 1 ? plans[0] : plans;
    save('plan.json', 'application/json', `${JSON.stringify(data, null, 2)}\n`);
  } else {
    for (const [index, each] of plan.plans.entries()) {
      const name = plan.plans.length === 1 ? 'plan.svg' : `plan-${index + 1}.svg`;
      save(name, 'image/svg+xml', planPicture(each));
    }
  }
}

/** Runs what stands in the editor. What would change something is asked about first. */
async function start(mayAct: boolean): Promise<void> {
  if (running !== undefined) return;
  running = new AbortController();
  clearTimeout(timer);
  setRunning(true);
  editor.mark(undefined);
  page.confirm.hidden = true;
  page.failure.replaceChildren();
  page.tree.replaceChildren();
  const lanes = { walk: emptyLane(TITLES.walk), steps: emptyLane(TITLES.steps) };
  showLanes(lanes);
  // What is typed from here on is another text: it was not asked about, and is not run.
  const { text } = editor;
  try {
    const about = await ask<PlanAnswer>('plan', { text });
    if (editor.text === text) showPlan(about);
    const isCompared = page.compare.checked;
    for await (const line of run({ text, mayAct, isCompared }, running.signal)) {
      if ('lane' in line) lanes[line.lane] = laneAfter(lanes[line.lane], line);
      show(line, { text, about });
      // What was refused was told of, and not sent.
      if (line.is === 'refused') lanes.walk = answeredOf(lanes.walk);
      if (line.is === 'uncompared') lanes.steps = planned(about, line.why, lanes.walk);
      if (line.is === 'value' && !isCompared && about.is === 'planned') {
        lanes.steps = planned(about, 'Not asked for.', lanes.walk);
      }
      drawSoon(lanes);
    }
  } catch (error) {
    if (running.signal.aborted)
      fail({ text: 'It was stopped. What was sent and not answered yet is left alone.' });
    else fail({ text: wordsOf(error) });
  } finally {
    showLanes(lanes);
    running = undefined;
    setRunning(false);
  }
}

/** Where the steps were not sent, their plan stands in their place, if there is one. */
function planned(about: PlanAnswer, why: string, walk: LaneState): LaneState {
  if (about.is !== 'planned') return { ...emptyLane(TITLES.steps), note: why };
  const note = `${why} Drawn at the mean time of the requests above: an estimate.`;
  return { ...plannedLane(TITLES.steps, about.steps, walk), note };
}

let isDrawing = false;

/** Draws lanes with the next frame, however many lines come until then. */
function drawSoon(lanes: Readonly<Record<Lane, LaneState>>): void {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => {
    isDrawing = false;
    if (running !== undefined) showLanes(lanes);
  });
}

/** What was run, and its plan. */
interface Ran {
  readonly text: string;
  readonly about: PlanAnswer;
}

function show(line: RunLine, { text, about }: Ran): void {
  switch (line.is) {
    case 'value':
      page.tree.replaceChildren(treeView(line.tree));
      break;
    case 'failed':
      // In another text the place is another one.
      if (line.lane === 'walk') fail(editor.text === text ? line : { text: line.text });
      break;
    case 'refused':
      showNoValue();
      // The answer is about what was run: whoever has written on asks anew.
      if (editor.text === text) confirm(line, about);
      break;
  }
}

function showNoValue(): void {
  page.tree.replaceChildren(
    h(
      'p',
      { class: 'muted' },
      'Each name says what it is: a value, or a chain and what it would cost.',
    ),
  );
}

/** Asks whether something may be changed. */
function confirm(refused: Refused, about: PlanAnswer): void {
  const isForeseen = about.is === 'planned' && about.actions.length > 0;
  const actions = isForeseen ? about.actions : [refused];
  const leave = confirmView(page.confirm, actions, {
    send: () => void start(true),
    leave() {
      page.confirm.hidden = true;
      editor.focus();
    },
  });
  page.confirm.hidden = false;
  // Whoever presses Enter once too often has changed nothing.
  leave.focus();
}

function fail(mistake: Mistake): void {
  page.failure.replaceChildren(h('pre', { class: 'mistake' }, mistake.text));
  editor.mark(mistake);
}

function showLanes({ walk, steps }: Readonly<Record<Lane, LaneState>>): void {
  const isEmpty = walk.bars.length + walk.waits.length === 0;
  const words = walk.ms === undefined ? 'Nothing yet. Run sends the walk.' : 'Nothing was sent.';
  page.waterfall.replaceChildren(
    ...(isEmpty ? [h('p', { class: 'muted' }, words)] : []),
    waterfall([walk, steps]),
  );
  page.bill.replaceChildren(...billView(walk, steps));
}

async function openTrace(file: File): Promise<void> {
  try {
    const lanes = readTrace(await file.text());
    page.failure.replaceChildren();
    page.tree.replaceChildren();
    page.waterfall.replaceChildren(waterfall(lanes));
    const requests = lanes.reduce((sum, { bars }) => sum + bars.length, 0);
    page.bill.replaceChildren(
      h('span', { class: 'badge' }, file.name),
      h('strong', {}, count(requests, 'request')),
      h('span', { class: 'muted' }, count(lanes.length, 'walk')),
    );
  } catch (error) {
    fail({ text: `${file.name}: ${wordsOf(error)}` });
  }
}

function setRunning(isRunning: boolean): void {
  // Disabled, it would lose the focus of whoever pressed it by a key.
  page.run.setAttribute('aria-disabled', String(isRunning));
  page.stop.hidden = !isRunning;
  document.body.classList.toggle('running', isRunning);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
