import { Argument, Command } from 'commander'
import {
  askControl,
  byHandRefused,
  type ControlState,
  isBack,
  keptReason,
  killFileStands,
  lockedBy,
  mayActByHand,
  moveStoppedDesk,
  openActLog,
  personHere,
  stoppedDesk,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { type Mode, modes } from '../../domain/index.ts'
import { liveClock } from '../../kernel/index.ts'
import type { CliContext } from './cli-context.ts'
import { answered, stateLines, tellAnswer } from './control-text.ts'

/** `coinswarm mode`: how a desk stands, or another mode for it. */
export function modeCommand(context: CliContext): Command {
  return new Command('mode')
    .description('Show the mode of a desk, or move it to another.')
    .addArgument(
      new Argument('[to]', 'show, or the mode to go to')
        .choices(['show', ...modes])
        .default('show'),
    )
    .option('--reason <text>', 'why; needed for every change')
    .addHelpText('after', '\nExample:\n  coinswarm mode pause --reason "news at noon"')
    .action((to: string, { reason }: { readonly reason?: string }) => {
      const mode = modes.find((each) => each === to)
      return mode === undefined ? show(context) : move(context, mode, reason ?? '')
    })
}

async function show(context: CliContext): Promise<void> {
  const { deskFolder } = context
  const reply = await askControl(deskFolder, { kind: 'show' })
  if (reply.kind === 'answer') {
    const { state } = answered(reply.answer)
    context.json({ command: 'mode show', isRunning: true, state })
    for (const line of stateLines(state)) context.print(line)
    return
  }
  refuseSilence(reply.kind, deskFolder)
  const { mode, modeReason, isHold } = stoppedDesk(deskFolder)
  const state: Partial<ControlState> = { mode, modeReason, isHold }
  context.json({ command: 'mode show', isRunning: false, state })
  context.print(`${mode}${modeReason === '' ? '' : `: ${modeReason}`}`)
  context.print('The desk is not running; it comes up in this mode.')
}

async function move(context: CliContext, to: Mode, given: string): Promise<void> {
  const reason = keptReason(given)
  if (reason.trim() === '')
    throw new UserError('reason-missing', '--reason TEXT is missing: say why the mode is changed.')
  const { deskFolder } = context
  const reply = await askControl(deskFolder, { kind: 'mode', to, reason })
  if (reply.kind === 'answer') return tellAnswer(context, 'mode', reply.answer)
  refuseSilence(reply.kind, deskFolder)
  // Settings that cannot be read keep no desk from safety.
  const isWayBack = isBack(stoppedDesk(deskFolder), to)
  const isEmotionless = isWayBack && (await context.configuration()).values.display.isEmotionless
  moveStopped(context, { to, reason, isEmotionless })
}

/** A desk that hangs is not moved from here; `kill` has the means. */
function refuseSilence(kind: 'absent' | 'silent', folder: string): void {
  const holder = lockedBy(folder)
  if (kind === 'absent' && holder === undefined) return
  throw new UserError(
    'desk-silent',
    `The desk in ${folder} (${holder ?? 'which is starting or stopping'}) does not answer; try again, ` +
      'or end it with coinswarm kill.',
    3,
  )
}

type Wish = { readonly to: Mode; readonly reason: string; readonly isEmotionless: boolean }

function moveStopped(context: CliContext, { to, reason, isEmotionless }: Wish): void {
  const { deskFolder: folder } = context
  const { log } = openActLog({ folder, clock: liveClock, onNote: context.note })
  const here = personHere()
  const act = { ...here, door: 'cli', act: 'mode', what: `to ${to}`, reason } as const
  let audit: object | undefined
  const moved = moveStoppedDesk(
    folder,
    { to, by: `cli:${here.actor}`, reason, isHold: false },
    (before) => {
      const stands = isBack(before, to) ? killFileStands(folder) : undefined
      if (stands !== undefined) throw new UserError('kill-stands', stands)
      audit = log.asked(act)
      if (!isEmotionless || mayActByHand({ kind: 'mode', from: before.mode, to })) return
      log.outcome(act, 'failed', 'refused: display.isEmotionless is on')
      throw new UserError('by-hand-refused', byHandRefused)
    },
  )
  const did = `${moved.from} to ${to}; the desk is not running, and comes up in it`
  log.outcome(act, 'done', did)
  context.json({ command: 'mode', isRunning: false, did, audit: audit ?? null })
  context.print(`${did}.`)
}
