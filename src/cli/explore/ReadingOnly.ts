import type { RequestEvent } from '../../index.ts';
import { Evaluation } from '../Evaluation.ts';

/** An evaluation in which nothing is changed: what would change something is refused before it is sent. */
export class ReadingOnly extends Evaluation {
  /** What was refused first. Its address is without secrets. */
  refused: Pick<RequestEvent, 'method' | 'url'> | undefined;

  override begin(event: RequestEvent | undefined): void {
    // What nobody told of may be anything.
    const { method, url } = event ?? { method: 'a request', url: '' };
    if (method !== 'GET' && method !== 'HEAD') {
      this.refused ??= { method, url };
      // Nothing else is to be tried.
      this.abort();
    }
    super.begin(event);
  }
}
