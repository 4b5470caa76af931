import { secondUs } from '../../domain/index.ts'

const milliUs = 1_000

/** How long things may take. All times are of the clock that is handed in. Unit: us. */
export class EpochTiming {
  /** Votes commit within this after their epoch was entered, or not at all. */
  readonly deadlineUs: number = 2 * secondUs

  /** For a coordinator to offer something. Together with both votes it stays below the deadline. */
  proposeUs(epoch: number): number {
    return Math.min(200 + 50 * epoch, 600) * milliUs
  }

  /** For the rest of the votes, once a quorum voted for different things. */
  voteUs(epoch: number): number {
    return Math.min(150 + 50 * epoch, 500) * milliUs
  }

  /** What was said is said again, as anything may be lost: often at first. */
  resendUs(sinceEnteredUs: number): number {
    return (sinceEnteredUs < this.deadlineUs ? 100 : 500) * milliUs
  }

  /** Whether a moment has come. */
  isOver(momentUs: number, nowUs: number): boolean {
    return nowUs >= momentUs
  }

  /** Whether votes of an epoch that was entered then still commit. */
  isInTime(enteredUs: number | undefined, nowUs: number): boolean {
    return enteredUs === undefined || nowUs - enteredUs <= this.deadlineUs
  }
}
