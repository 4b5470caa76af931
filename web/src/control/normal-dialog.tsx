import type { ReactNode } from 'react'
import { useDesk } from '../state/use-desk.ts'
import { AskDialog, type DialogProps } from './ask-dialog.tsx'
import { useAsk } from './use-ask.ts'

/** The way back, which takes a person and a reason. */
export function NormalDialog({ close }: DialogProps): ReactNode {
  const { mode, modeReason } = useDesk('status')
  const asking = useAsk(close)
  const submit = (reason: string): void =>
    reason === ''
      ? asking.refuse('Say why it is safe to trade again; the desk keeps your words.')
      : asking.ask({ path: '/api/mode', body: { to: 'normal', reason } })
  return (
    <AskDialog
      title="Back to normal"
      verb="Trade again"
      reasonNote="needed: why is it safe again?"
      asking={asking}
      close={close}
      submit={submit}
    >
      <p>
        The desk is in mode {mode}: {modeReason}.
      </p>
      <p>
        It will take new risk again. Limits that are used up and breakers that are open still hold.
      </p>
    </AskDialog>
  )
}
