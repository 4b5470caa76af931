import path from 'node:path'
import {
  ControlDoors,
  type ControlRequest,
  type DeskReply,
  endDesk,
  loadConfiguration,
  notedDesk,
  openActLog,
  type PaperDesk,
  type personHere,
  repeatEvery,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { openDesk } from './up.ts'
import { deskLine } from './up-text.ts'
import { flagsOf, notedOptions } from './up-options.ts'

/** A kill, and who wants it. */
export type Kill = {
  readonly request: Extract<ControlRequest, { readonly kind: 'kill' }>
  readonly here: ReturnType<typeof personHere>
}

const lookUs = 100_000
const pulseUs = 10_000_000

/**
 * Kills a desk that does not answer: ends its process, takes its folder over, and does in this
 * process, without any agent, what the desk should have done.
 */
export async function takeOver(context: CliContext, kill: Kill, reply: DeskReply): Promise<void> {
  const { deskFolder: folder } = context
  const { log } = openActLog({ folder, clock: liveClock, onNote: context.note })
  const { reason } = kill.request
  const what = 'end the desk, which does not answer, and take over from it'
  const act = { ...kill.here, door: 'cli', act: 'take-over', what, reason } as const
  log.tryAsked(act)
  context.print('the desk does not answer; it is ended, and this process takes over')
  const ended = await endDesk(folder, liveClock, reply.kind !== 'absent')
  if (ended.kind === 'ended') context.print(`process ${ended.pid} was ended`)
  const desk = await openTaken(context, kill)
  const did = await flattened(context, desk, kill)
  log.outcome(act, 'done', did)
  const { state } = desk.control
  context.json({ command: 'kill', isRunning: false, isTakenOver: true, did, state, audit: null })
  context.print(`${did}.`)
}

/** With the words it was started with; its journal says all the rest. */
async function openTaken(context: CliContext, { here, request }: Kill): Promise<PaperDesk> {
  const { deskFolder: folder } = context
  const options = notedOptions(notedDesk(folder))
  // A settings file that cannot be read is no reason to leave a desk as it is.
  const none = path.join(folder, 'control')
  const configuration = await context
    .configuration(flagsOf(options))
    .catch(() => loadConfiguration({ folder: none, variables: {}, flags: [] }))
  const reason = request.reason || 'the desk did not answer'
  return openDesk(context, options, configuration, { actor: `cli:${here.actor}`, reason })
}

/** Runs the desk until nothing is held any more. @returns What came of it. */
async function flattened(context: CliContext, desk: PaperDesk, kill: Kill): Promise<string> {
  const interruption = context.interruption()
  const running = desk.start()
  const { deskFolder: folder, note: onNote } = context
  const answer = desk.control.ask(kill.request, { door: 'cli', ...kill.here })
  if (!answer.ok) throw new UserError(answer.code, answer.message, 3)
  context.print(`${answer.did}`)
  const onPulse = (): ReturnType<typeof desk.pulse> => desk.pulse()
  const doors = await ControlDoors.open(desk.control, {
    ...{ folder, clock: liveClock, onNote, pulse: onPulse },
  })
  const pulse = repeatEvery(liveClock, pulseUs, () => onNote(deskLine(desk.snapshot())))
  const stopped = new Promise<void>((resolve) =>
    interruption.addEventListener('abort', () => resolve(), { once: true }),
  )
  try {
    const isFlat = flat(desk)
    await Promise.race([running, stopped, desk.finished, isFlat.promise])
    isFlat.stop()
  } finally {
    pulse()
    doors.close()
    await desk.standDown()
    desk.stop()
  }
  return endOf(context, desk)
}

function flat(desk: PaperDesk): { readonly promise: Promise<void>; readonly stop: () => void } {
  let stop = (): void => {}
  const promise = new Promise<void>((resolve) => {
    stop = repeatEvery(liveClock, lookUs, () => {
      const { isHold, held, openOrders } = desk.control.state
      if (isHold || (held === 0 && openOrders === 0)) resolve()
    })
  })
  return { promise, stop: () => stop() }
}

function endOf(context: CliContext, desk: PaperDesk): string {
  const { isHold, held } = desk.control.state
  if (isHold) return 'in emergency; what is held stays, with its stops'
  if (held === 0) return 'in emergency; nothing is held any more'
  context.answerNo()
  return `in emergency, and ${held} instruments are still held: start coinswarm up to go on selling`
}
