import type { ChoiceName } from '../../src/choices/choices.ts';
import type { TestApi } from '../helpers/testApi.ts';

/** What shows that the server does what is chosen, by the choice's name. */
export type Proofs<K extends ChoiceName> = Readonly<Record<K, (api: TestApi) => Promise<void>>>;
