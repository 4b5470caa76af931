import { plainLine } from '../../base/index.ts'

/**
 * What is wrong with a module in the box. `module`: it does not compile or defines nothing;
 * `threw`: one of its functions did;
 * `ended`: nothing answers any more, for want of memory or of time.
 */
export class BoxFault extends Error {
  override readonly name = 'BoxFault'
  readonly kind: 'module' | 'threw' | 'ended'

  /** @param said - May be a stranger's words: they are cut and made one plain line. */
  constructor(kind: BoxFault['kind'], said: string) {
    super(plainLine(said, 300))
    this.kind = kind
  }
}
