import { Command } from 'commander'
import { type KeptProposal, proposalsOf, proposeForDesk } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { formatTime, micros } from '../../domain/index.ts'
import { askRunning } from './ask-running.ts'
import type { CliContext } from './cli-context.ts'
import { tellAnswer } from './control-text.ts'

/** `coinswarm swarm propose`: looks back on a desk, and keeps what is to be proposed. */
export function proposeCommand(context: CliContext): Command {
  return new Command('propose')
    .description('Look back on the voices of a desk by its journal, and keep what to propose.')
    .addHelpText('after', '\nExample:\n  coinswarm swarm propose')
    .action(async () => {
      const proposed = await proposeForDesk(context.deskFolder)
      context.json({ command: 'swarm propose', ...proposed })
      context.print(`Planner: ${proposed.plan}`)
      for (const { id, subject, evidence } of proposed.proposals)
        context.print(`${id}  ${subject}: ${evidence.sentence}`)
      if (proposed.proposals.length === 0)
        context.print('Nothing new is proposed; see coinswarm swarm proposals.')
    })
}

/** `coinswarm swarm proposals`: what was proposed for a desk, and what became of it. */
export function proposalsCommand(context: CliContext): Command {
  return new Command('proposals')
    .description('List what was proposed for a desk, and who approved or declined it.')
    .addHelpText('after', '\nExample:\n  coinswarm swarm proposals')
    .action(() => {
      const proposals = proposalsOf(context.deskFolder)
      context.json({ command: 'swarm proposals', proposals })
      for (const kept of proposals) for (const line of linesOf(kept)) context.print(line)
      if (proposals.length === 0) context.print('Nothing is proposed; see swarm propose.')
    })
}

/** `coinswarm swarm approve` and `decline`: a person settles a proposal, on a running desk. */
export function settleCommand(context: CliContext, name: 'approve' | 'decline'): Command {
  const what =
    name === 'approve'
      ? 'Give the weights of a proposal to a running desk, for the time it says.'
      : 'Decline a proposal for a running desk: nothing changes.'
  return new Command(name)
    .description(what)
    .argument('<id>', 'of the proposal, twelve hex digits')
    .option('--reason <text>', 'why; needed')
    .addHelpText('after', `\nExample:\n  coinswarm swarm ${name} 0123456789ab --reason "I agree"`)
    .action(async (id: string, { reason = '' }: { readonly reason?: string }) => {
      if (reason.trim() === '')
        throw new UserError('reason-missing', `--reason TEXT is missing: say why you ${name} it.`)
      const request = { kind: 'plan', id, isApproved: name === 'approve', reason } as const
      tellAnswer(context, `swarm ${name}`, await askRunning(context, request))
    })
}

function linesOf({ proposal, settled }: KeptProposal): readonly string[] {
  const { id, ts, subject, evidence } = proposal
  const how = settled?.isApproved === true ? 'approved' : 'declined'
  const state = settled === undefined ? 'open' : `${how} by ${settled.actor}: ${settled.reason}`
  const made = formatTime(micros(ts))
  return [`${id}  ${made}  ${subject}  ${state}`, `  ${evidence.sentence}`]
}
