import {
  type BarArrays,
  CellStream,
  defineIndicator,
  type IndicatorSpec,
  plain,
} from '../../features/index.ts'

/** Bars that are looked back at. */
const span = 3

/**
 * Which of the last three bars closed higher than the one before: the newest counts 1, the one
 * before it 2, the third 4. 0 is three bars that did not rise, 7 three that did.
 */
export function lastSigns(): IndicatorSpec<'signs'> {
  return defineIndicator({
    key: 'lastSigns()',
    lines: [{ name: 'signs', unit: plain, warmup: span + 1, range: [0, 7] }],
    stream: () => new LastSigns(),
  })
}

class LastSigns extends CellStream {
  constructor() {
    // Bars seen, the last close, the signs so far.
    super(1, [], 3)
  }

  protected override step(bars: BarArrays, row: number): void {
    const { own } = this
    const close = bars.close[row] as number
    const rose = close > (own[1] as number) ? 1 : 0
    const seen = own[0] as number
    if (seen > 0) own[2] = (((own[2] as number) << 1) & 7) | rose
    own[0] = seen + 1
    own[1] = close
    if (seen >= span) this.readings[0] = own[2] as number
  }
}
