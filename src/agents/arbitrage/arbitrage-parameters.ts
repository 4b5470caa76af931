import { type NumberParameter, real, whole } from '../parameters.ts'

/** One of the desk's instruments, counted from 1 in the order they are listed. */
export function place(usual: number, help: string): NumberParameter {
  return whole(usual, { min: 1, max: 1_000, help })
}

/** Length of the steps at which closes are compared. */
export const stepMinutes: NumberParameter = whole(60, {
  min: 1,
  max: 10_080,
  help: 'minutes from close to close',
})

/** Of all legs together, before the budget of sets cuts it. */
export const legsExposure: NumberParameter = real(0.1, {
  min: 0.001,
  max: 1,
  help: 'share of equity of all legs together',
})

/** A set is refused whose round trip is expected to cost more. */
export const unwindBps: NumberParameter = real(150, {
  min: 0,
  max: 10_000,
  help: 'most that giving up half-way may cost, bps of the legs',
})

/** How long legs may take to fill. */
export const patience: NumberParameter = whole(120, {
  min: 1,
  max: 10_080,
  help: 'minutes all legs may take to fill',
})
