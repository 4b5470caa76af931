import { Random } from '../../../base/index.ts'
import { type FaultPlan, noFaults } from './fault-plan.ts'

/**
 * A plan in which every fault is on or off with equal chance and of random strength, so that runs
 * differ in which faults meet: strong enough to be seen in a minute, weak enough to be survived.
 * Each fault draws from a stream of its own.
 *
 * @see Groce and others, "Swarm testing", 2012.
 */
export function drawFaultPlan(seed: number): FaultPlan {
  const share = (name: string, most: number): number => between(seed, name, most / 50, most)
  const rate = (name: string, most: number): number => between(seed, name, most / 10, most)
  const time = (name: string, most: number): number =>
    Math.ceil(spread(Random.stream(seed, `fault-plan/${name}`), most / 50, most))
  return {
    rejectShare: share('rejectShare', 0.2),
    throttle: drawThrottle(seed),
    outagesPerHour: rate('outagesPerHour', 240),
    outageUs: time('outageUs', 3_000_000),
    maintenancesPerHour: rate('maintenancesPerHour', 240),
    maintenanceUs: time('maintenanceUs', 3_000_000),
    cancelOnlyPerHour: rate('cancelOnlyPerHour', 240),
    cancelOnlyUs: time('cancelOnlyUs', 3_000_000),
    dropShare: share('dropShare', 0.2),
    duplicateShare: share('duplicateShare', 0.2),
    delayShare: share('delayShare', 0.05),
    delayUs: time('delayUs', 3_000_000),
    reorderShare: share('reorderShare', 0.2),
    reorderUs: time('reorderUs', 3_000_000),
    failAfterShare: share('failAfterShare', 0.2),
    gapShare: share('gapShare', 0.01),
    gapMessages: Math.ceil(time('gapMessages', 100)),
    checksumBreakShare: share('checksumBreakShare', 0.01),
    driftPpm: rate('driftPpm', 50_000),
    clockWindowUs: noFaults.clockWindowUs / 5,
    replayShare: share('replayShare', 0.2),
    replayUs: time('replayUs', 5_000_000),
    bustsPerHour: rate('bustsPerHour', 360),
    relistsPerHour: rate('relistsPerHour', 240),
    delistingsPerHour: rate('delistingsPerHour', 60),
  }
}

function drawThrottle(seed: number): FaultPlan['throttle'] {
  const random = Random.stream(seed, 'fault-plan/throttle')
  if (random.next() < 0.5) return undefined
  return {
    capacity: 2 + random.below(20),
    refill: 2 + random.below(10),
    perUs: 1_000_000,
    banAfter: 3 + random.below(10),
    banUs: 100_000 + random.below(3_000_000),
  }
}

function between(seed: number, name: string, min: number, max: number): number {
  const random = Random.stream(seed, `fault-plan/${name}`)
  return random.next() < 0.5 ? 0 : spread(random, min, max)
}

/** Evenly on a logarithmic scale: weak faults are as likely as strong ones. */
function spread(random: Random, min: number, max: number): number {
  return min * Math.exp(random.next() * Math.log(max / min))
}
