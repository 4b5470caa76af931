import { askControl, type ControlAnswer, type ControlRequest } from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import type { CliContext } from './cli-context.ts'

/** Asks a desk for what only a running one can do. @throws UserError `desk-not-running`, … */
export async function askRunning(
  context: CliContext,
  request: ControlRequest,
): Promise<ControlAnswer> {
  const reply = await askControl(context.deskFolder, request)
  if (reply.kind === 'answer') return reply.answer
  if (reply.kind === 'absent')
    throw new UserError(
      'desk-not-running',
      `No desk is running in ${context.deskFolder}; start it with coinswarm up.`,
      3,
    )
  throw new UserError(
    'desk-silent',
    `The desk in ${context.deskFolder} does not answer; try again, or see coinswarm kill --help.`,
    3,
  )
}
