import { Command } from 'commander'
import { auditManagers, type ManagersAudit, proposalsOf } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { formatTime, micros } from '../../domain/index.ts'
import type { RecordedDecision } from '../../memory/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'

/** The commands below `memory` that tell what its managers agreed on. */
export function voteCommands(context: CliContext): readonly Command[] {
  return [proposalsCommand(context), votesCommand(context), auditCommand(context)]
}

function proposalsCommand(context: CliContext): Command {
  return new Command('proposals')
    .description('List what managers of the memory decided on, and what waits for a person.')
    .addHelpText('after', '\nExample:\n  coinswarm memory proposals')
    .action(() => {
      const { decisions } = auditManagers(context.deskFolder)
      const open = proposalsOf(context.deskFolder).filter(({ settled }) => settled === undefined)
      const waiting = open.map(({ proposal: { id, ts, subject, evidence } }) => {
        return { id, ts, subject, sentence: evidence.sentence }
      })
      context.json({ command: 'memory proposals', decisions: decisions.map(rowOf), waiting })
      for (const line of decisionLines(decisions)) context.print(line)
      for (const { id, subject, sentence } of waiting)
        context.print(`waits for a person: ${id}, ${subject}: ${sentence}`)
    })
}

function votesCommand(context: CliContext): Command {
  return new Command('votes')
    .description('Tell who signed a decision of the managers, and on what grounds.')
    .argument('<hash>', 'of the proposal, or its beginning')
    .addHelpText('after', '\nExample:\n  coinswarm memory votes 4be1')
    .action((hash: string) => {
      const { decisions } = auditManagers(context.deskFolder)
      const found = decisions.filter((each) => each.hash.startsWith(hash))
      const [decision] = found
      if (decision === undefined || found.length > 1)
        throw new UserError(
          'proposal-unknown',
          `${found.length === 0 ? 'No decision' : 'More than one decision'} begins with ${hash}; ` +
            'see coinswarm memory proposals.',
        )
      context.json({ command: 'memory votes', ...rowOf(decision) })
      for (const line of voteLines(decision)) context.print(line)
    })
}

function auditCommand(context: CliContext): Command {
  return new Command('audit')
    .description('Check the records of the managers against their keys, and against each other.')
    .addHelpText('after', '\nExample:\n  coinswarm memory audit')
    .action(() => {
      const audit = auditManagers(context.deskFolder)
      const { managers, conflicts, decisions } = audit
      const isWhole = conflicts.length === 0 && managers.every(({ wrong }) => wrong === '')
      const found = { isWhole, managers, conflicts, decisions: decisions.length }
      context.json({ command: 'memory audit', ...found })
      for (const line of auditLines(audit)) context.print(line)
      if (!isWhole) context.answerNo()
    })
}

function rowOf(of: RecordedDecision): object {
  const { slot, epoch, hash, isAccepted, reasons, managers, proposal } = of
  const { ts, proposer, change, returns } = proposal
  const asked = { ts, proposer, kind: change.kind, results: returns.length }
  return { slot, epoch, hash, isAccepted, reasons, managers, ...asked }
}

function decisionLines(decisions: readonly RecordedDecision[]): readonly string[] {
  if (decisions.length === 0) return ['Managers have decided on nothing yet.']
  return columnLines([
    ['block', 'proposal', 'made, UTC', 'asks for', 'decided', 'because'],
    ...decisions.map(({ slot, hash, proposal, isAccepted, reasons }) => [
      ...[String(slot), hash.slice(0, 12), formatTime(micros(proposal.ts)), proposal.change.kind],
      ...[isAccepted ? 'agreed' : 'refused', reasons.join('; ')],
    ]),
  ])
}

function voteLines(of: RecordedDecision): readonly string[] {
  const { proposal, managers, slot, epoch, isAccepted, reasons } = of
  return columnLines([
    ['proposal', of.hash],
    ['asks for', `${proposal.change.kind}, by ${proposal.proposer}`],
    ['made', `${formatTime(micros(proposal.ts))} UTC, on ${proposal.returns.length} results`],
    ['decided', `${isAccepted ? 'agreed to' : 'refused'} in block ${slot}, attempt ${epoch + 1}`],
    ['signed by', managers.map((manager) => `manager ${manager}`).join(', ')],
    ...reasons.map((reason, i) => [i === 0 ? 'because' : '', reason]),
  ])
}

function auditLines({ managers, conflicts, decisions }: ManagersAudit): readonly string[] {
  return [
    ...managers.map(({ id, blocks, wrong }) => {
      const found = wrong === '' ? 'each follows the one before and is signed by a quorum' : wrong
      return `manager ${id}: ${blocks} blocks; ${found}`
    }),
    conflicts.length === 0
      ? `They hold the same blocks, with ${decisions.length} decisions in them.`
      : `They hold different blocks at ${conflicts.join(', ')}: more than one of them was wrong.`,
  ]
}
