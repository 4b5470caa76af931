import type { ReactNode } from 'react'
import { PlanStages } from '../risk/plan.tsx'
import { AskDialog, type DialogProps } from './ask-dialog.tsx'
import { useAsk } from './use-ask.ts'

/** Shows the plan before it runs. */
export function ReduceDialog({ close }: DialogProps): ReactNode {
  const asking = useAsk(close)
  return (
    <AskDialog
      title="Reduce"
      verb="Start reducing"
      reasonNote="may be left empty"
      asking={asking}
      close={close}
      submit={(reason) =>
        asking.ask({
          path: '/api/mode',
          body: { to: 'reduce', reason: reason === '' ? 'reduced from the page' : reason },
        })
      }
    >
      <p>No new risk from now on, and what is held is closed stage after stage:</p>
      <PlanStages />
    </AskDialog>
  )
}
