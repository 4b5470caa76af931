import type { ReactNode } from 'react'
import type { RunLine } from '../../../src/app/record/run-shelf.ts'
import { Empty, Panel } from '../panel/panel.tsx'

/** The page of one run, in a frame that can reach nothing. */
export function RunSheet({ run }: { readonly run: RunLine | undefined }): ReactNode {
  const href = run === undefined ? '' : `/api/run-page?id=${run.id}`
  return (
    <Panel
      id="run-sheet"
      title={run?.title ?? 'One run'}
      note={
        run === undefined || run.verdict === ''
          ? 'The page as it was written, without its script.'
          : run.verdict
      }
      tools={
        run?.hasPage === true ? (
          <a className="plain" href={href} target="_blank" rel="noreferrer">
            Open it alone
          </a>
        ) : null
      }
    >
      {run === undefined ? (
        <Empty>Choose a run from the list.</Empty>
      ) : run.hasPage ? (
        <iframe key={run.id} className="sheet-frame" src={href} title={run.title} sandbox="" />
      ) : (
        <Empty>
          Its page has gone: the newest hundred are kept. The same command makes it again, to the
          same hash.
        </Empty>
      )}
    </Panel>
  )
}
