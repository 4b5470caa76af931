import type { ReactNode } from 'react'
import { Alerts } from './panel/alerts.tsx'
import { Breakers } from './risk/breakers.tsx'
import { Capital } from './risk/capital.tsx'
import { Correlation } from './risk/correlation.tsx'
import { Limits } from './risk/limits.tsx'
import { ModeHistory } from './risk/mode-history.tsx'
import { Plan } from './risk/plan.tsx'
import { Refusals } from './risk/refusals.tsx'
import { Standings } from './risk/standings.tsx'
import { Stress } from './risk/stress.tsx'

/** Everything that bounds the desk, the nearest to its bound first. */
export function RiskPage(): ReactNode {
  return (
    <div className="columns risk">
      <div className="column">
        <Limits />
        <Stress />
        <Correlation />
        <ModeHistory />
      </div>
      <div className="column">
        <Breakers />
        <Plan />
        <Refusals />
        <Standings />
        <Capital />
        <Alerts />
      </div>
    </div>
  )
}
