import type { ReactNode } from 'react'
import { useRisk } from '../state/use-desk.ts'
import { hrefOf } from '../address.ts'
import { LimitList } from './limits.tsx'

/** The few limits that matter first, for the page of trading. */
export function NearestLimits(): ReactNode {
  const limits = useRisk('limits') ?? []
  if (limits.length === 0) return null
  return (
    <section className="panel nearest" aria-labelledby="nearest-title">
      <h2 id="nearest-title">
        Nearest limits <a href={hrefOf('risk')}>all risk</a>
      </h2>
      <LimitList rows={limits} max={4} />
    </section>
  )
}
