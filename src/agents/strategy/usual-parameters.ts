import { type NumberParameter, real, whole } from '../parameters.ts'

/** Length of the bars that indicators look at. */
export const minutes: NumberParameter = whole(60, {
  min: 1,
  max: 10_080,
  help: 'length of the bars it looks at, minutes',
})

/** What a trade may cost where it is sized by its stop. */
export const risk: NumberParameter = real(0.005, {
  min: 0.0001,
  max: 0.1,
  help: 'share of equity lost at the stop',
})

/** The most that is asked for. */
export const exposureMax: NumberParameter = real(0.25, {
  min: 0.01,
  max: 1,
  help: 'largest share of equity asked for',
})

/** A round trip of SPEC P11: what is nearer cannot pay for itself. */
export const hurdle: NumberParameter = real(0.0072, {
  min: 0,
  max: 1,
  help: 'nearest target worth a trade, share of price',
})

/** Bars of the average true range that levels are measured in. */
export const atrBars: NumberParameter = whole(14, {
  min: 2,
  max: 200,
  help: 'bars of the average true range',
})

/** Distance of a stop. */
export function stopAtr(usual: number): NumberParameter {
  return real(usual, { min: 0.1, max: 50, help: 'stop distance in ATR' })
}

/** Distance of a target. */
export function targetAtr(usual: number): NumberParameter {
  return real(usual, { min: 0.1, max: 100, help: 'target distance in ATR' })
}

/** The probability it claims: an assumption, which the committee holds against what happens. */
export function claim(usual: number): NumberParameter {
  return real(usual, { min: 0.5, max: 0.7, help: 'probability claimed of being right' })
}
