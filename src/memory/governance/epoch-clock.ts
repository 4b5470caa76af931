import type { EpochTiming } from './epoch-timing.ts'

export type Phase = 'propose' | 'prevote' | 'precommit'

const never = Number.POSITIVE_INFINITY

/** The moments at which a manager gives up on something in its present epoch. Unit: us. */
export class EpochClock {
  readonly #timing: EpochTiming
  #enteredUs = 0
  #proposeOverUs = never
  #prevoteOverUs = never
  #precommitOverUs = never
  #resendUs = never

  constructor(timing: EpochTiming) {
    this.#timing = timing
  }

  enter(epoch: number, nowUs: number): void {
    this.#enteredUs = nowUs
    this.#proposeOverUs = nowUs + this.#timing.proposeUs(epoch)
    this.#prevoteOverUs = never
    this.#precommitOverUs = never
    this.sayAgainLater(nowUs)
  }

  /** A quorum voted in a step, if for different things. @returns whether that is news. */
  startVotes(step: 'prevote' | 'precommit', epoch: number, nowUs: number): boolean {
    const overUs = nowUs + this.#timing.voteUs(epoch)
    if (step === 'prevote') {
      if (this.#prevoteOverUs !== never) return false
      this.#prevoteOverUs = overUs
    } else {
      if (this.#precommitOverUs !== never) return false
      this.#precommitOverUs = overUs
    }
    return true
  }

  sayAgainLater(nowUs: number): void {
    this.#resendUs = nowUs + this.#timing.resendUs(nowUs - this.#enteredUs)
  }

  isToSayAgain(nowUs: number): boolean {
    return this.#timing.isOver(this.#resendUs, nowUs)
  }

  isEpochOver(nowUs: number): boolean {
    return this.#timing.isOver(this.#precommitOverUs, nowUs)
  }

  isPhaseOver(phase: Phase, nowUs: number): boolean {
    return this.#timing.isOver(this.#phaseOverUs(phase), nowUs)
  }

  /** The next of these moments. */
  nextUs(phase: Phase): number {
    return Math.min(this.#phaseOverUs(phase), this.#precommitOverUs, this.#resendUs)
  }

  #phaseOverUs(phase: Phase): number {
    if (phase === 'propose') return this.#proposeOverUs
    return phase === 'prevote' ? this.#prevoteOverUs : never
  }
}
