import { Random } from '../../src/base/index.ts'
import { type Micros, micros, secondUs } from '../../src/domain/index.ts'
import type { Disk } from '../../src/kernel/index.ts'
import { promise } from './exchange-violation.ts'
import { ActBook } from './gateway-acts.ts'
import { Crowd } from './gateway-crowd.ts'
import type { DeskLife } from './gateway-desk.ts'
import { DeskDoors } from './gateway-doors.ts'

/** Of the seeds to whose desk somebody comes. */
const share = 0.4
/** Between two visits, at most. */
const pauseUs = 14 * secondUs
/** Early enough that what is asked for can be done before the end. */
const visitingUs = 80 * secondUs

/** Everybody who comes to the desk of a seed, over all lives of its process. */
export class Public {
  readonly #random: Random
  readonly #crowd: Crowd
  readonly #acts = new ActBook()
  readonly #untilTs: number
  #doors: DeskDoors | undefined
  #nextTs: number
  #keepUpTs = 0

  /** @param isAlone - Nobody comes. */
  constructor(seed: number, now: Micros, isAlone: boolean) {
    this.#random = Random.stream(seed, 'public')
    this.#untilTs = !isAlone && this.#random.next() < share ? now + visitingUs : 0
    this.#crowd = new Crowd(seed, now, this.#acts)
    this.#nextTs = now + this.#random.next() * pauseUs
  }

  /** A process has begun, and knows what stands in its journal. */
  begin(life: DeskLife, disk: Disk, now: () => Micros, isHeld: () => boolean): DeskDoors {
    this.#acts.checkRecorded(life.acts)
    this.#crowd.forget()
    this.#doors = new DeskDoors({ life, disk, book: this.#crowd.book, now, isHeld })
    return this.#doors
  }

  /** A process has ended. */
  end(life: DeskLife): void {
    for (const act of life.acts) this.#acts.add(act)
    this.#doors = undefined
  }

  /** After something that others did by the desk's control. */
  settle(): void {
    this.#doors?.visit(() => {})
  }

  /** Many times a second, while the desk is up. */
  onTurn(life: DeskLife, now: Micros): void {
    const doors = this.#doors
    if (doors === undefined) return
    if (now >= this.#keepUpTs) {
      this.#keepUpTs = now + secondUs
      doors.keepUp()
    }
    if (now < this.#nextTs || now > this.#untilTs) return
    this.#nextTs = micros(now + Math.round(this.#random.next() * pauseUs))
    this.#read(life, doors)
    this.#crowd.come(life, doors)
    this.#read(life, doors)
  }

  /** What is shown is what is, and showing it changes nothing. */
  #read({ run, witness }: DeskLife, doors: DeskDoors): void {
    const before = run.sequence
    const { mode, isHold } = doors.control.state
    promise(run.sequence === before, 'reads', () => 'to look at the desk changed it')
    const isSame = mode === witness.mode && isHold === witness.isHold
    promise(isSame, 'reads', () => `${mode} is shown, and it is ${witness.mode}`)
  }

  /** All is well again: everything that was done is where it belongs. @param disk - Of the desk. */
  check(life: DeskLife, disk: Disk): void {
    for (const act of life.acts) this.#acts.add(act)
    this.#acts.checkRecorded(life.acts)
    this.#acts.checkAudit(disk, life.acts)
  }
}
