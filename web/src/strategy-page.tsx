import type { ReactNode } from 'react'
import type { StrategyLine } from '../../src/app/record/strategy-lines.ts'
import { useWord } from './address.ts'
import { numberText } from './format/number-text.ts'
import { intoSight } from './panel/into-sight.ts'
import { Panel } from './panel/panel.tsx'
import { StandLine, NotTold } from './record/stand-line.tsx'
import { type Told, useRows, useWatched } from './record/use-record.ts'
import { Checks } from './strategy/checks.tsx'
import { Difference } from './strategy/difference.tsx'
import { Lineage } from './strategy/lineage.tsx'
import { firstShown } from './strategy/lineage-rows.ts'
import { VersionDetail } from './strategy/version-detail.tsx'
import { shortOf } from './strategy/version-text.ts'

/** Versions of strategies: which came from which, where each stands and why. */
export function StrategyPage(): ReactNode {
  const view = useRows('strategies')
  const { told } = view
  if (told === undefined) return <NotTold view={view} />
  return told.length === 0 ? <NoVersion /> : <Versions view={view} versions={told} />
}

type VersionsProps = {
  readonly view: Told<unknown>
  readonly versions: readonly StrategyLine[]
}

function Versions({ view, versions }: VersionsProps): ReactNode {
  const [wanted, want] = useWord('version', '')
  const [shown, show] = useWord('show', 'standing')
  // A link may have the first digits of an id, as the command line takes it.
  const named = wanted === '' ? undefined : versions.find(({ id }) => id.startsWith(wanted))
  const chosen = wanted === '' ? (firstShown(versions)?.id ?? '') : (named?.id ?? wanted)
  const one = useWatched('strategy', { id: chosen })
  const version = one.told?.strategy ?? undefined
  const choose = intoSight('version', want)
  return (
    <div className="strategies">
      <StandLine view={view}>{standing(versions)}</StandLine>
      <div className="columns halves">
        <div className="column">
          <Lineage versions={versions} {...{ chosen, choose, shown, show }} />
          {version === undefined ? null : <Difference version={version} choose={choose} />}
        </div>
        <div className="column">
          <VersionDetail id={chosen} view={one} choose={choose} />
          {version === undefined ? null : <Checks version={version} />}
        </div>
      </div>
    </div>
  )
}

function standing(versions: readonly StrategyLine[]): string {
  const count = `${numberText(versions.length, 0)} ${versions.length === 1 ? 'is' : 'are'} kept.`
  const of = versions.find(({ state, module }) => state === 'champion' && module === 'strategy')
  if (of !== undefined) return `Version ${shortOf(of.id)} is champion. ${count}`
  return `No version is champion: none has passed the gate and its trials yet. ${count}`
}

function NoVersion(): ReactNode {
  return (
    <Panel
      id="no-version"
      title="No version yet"
      note="A desk keeps every strategy that was ever proposed for it, with where each stands and why."
    >
      <p>
        Keep one of your own, propose some without a model, or let nights of the strategist write
        and try them:
      </p>
      <pre className="snippet">
        {
          'coinswarm strategy new mine\ncoinswarm strategy add mine.ts --note "as it is"\ncoinswarm strategy breed --count 5\ncoinswarm strategy evolve --bars FILE --nights 12 --every 30d'
        }
      </pre>
      <p className="note">Each takes --desk with the folder of this desk.</p>
    </Panel>
  )
}
