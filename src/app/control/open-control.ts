import path from 'node:path'
import { AuditBook, auditPlace } from '../../journal/index.ts'
import type { Desk } from '../../engine/index.ts'
import { type Clock, nodeDisk } from '../../kernel/index.ts'
import { ProposalFolder } from '../proposal/proposal-folder.ts'
import { ActLog } from './act-log.ts'
import { AlertBoard } from './alert.ts'
import { keptReason } from './control-request.ts'
import { controlledRun, type ControlledRunNeeds } from './controlled-run.ts'
import { DeskControl } from './desk-control.ts'
import { killFileStands } from './kill-file.ts'
import { personHere } from './person-here.ts'

export type ControlNeeds = {
  /** The desk's. */
  readonly folder: string
  readonly clock: Clock
  readonly onNote: (message: string) => void
  /** By hand the desk only goes to safety. */
  readonly isEmotionless?: boolean | undefined
}

/** What people's acts on a desk are written with and told by. */
export function openActLog({ folder, clock, onNote }: ControlNeeds): {
  readonly log: ActLog
  readonly alerts: AlertBoard
} {
  const alerts = new AlertBoard(clock)
  alerts.listen(({ text }) => onNote(`alert: ${text}`))
  const book = new AuditBook({ disk: nodeDisk, ...auditPlace(folder) })
  return { alerts, log: new ActLog({ book, clock, alerts, desk: path.basename(folder) }) }
}

/** The control of a desk, with its audit and its alerts; no door leads to it yet. */
export function openControl(needs: ControlNeeds, commanded: ControlledRunNeeds): DeskControl {
  const proposals = new ProposalFolder(needs.folder)
  const desk = controlledRun({ ...commanded, proposals })
  return new DeskControl({
    desk,
    ...openActLog(needs),
    objection: () => killFileStands(needs.folder),
    isEmotionless: needs.isEmotionless,
  })
}

/** Somebody starts the desk and takes what the account holds as it is. @throws UserError */
export function adoptHere({ log }: DeskControl, desk: Desk, given: string): void {
  const reason = keptReason(given)
  const here = personHere()
  const what = 'what the account holds besides the books'
  const act = { ...here, door: 'cli', act: 'adopt', what, reason } as const
  log.asked(act)
  desk.adopt(`cli:${here.actor}`, reason)
  log.outcome(act, 'done', 'taken as it is, from the next reading on')
}
