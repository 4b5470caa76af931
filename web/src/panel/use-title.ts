import { useEffect } from 'react'
import { useDesk, useLink } from '../state/use-desk.ts'

/** The tab says what a person has to come for, and on which page, from behind other windows too. */
export function useTitle(page: string, isPast: boolean): void {
  const { mode, isStale } = useDesk('status')
  const isLost = useLink().kind === 'lost'
  const said = [
    isLost ? 'lost' : '',
    mode === 'normal' ? '' : mode,
    isStale ? 'stale' : '',
    isPast ? 'past' : '',
  ]
  const title = [...said.filter((word) => word !== ''), page, 'coinswarm'].join(' \u00b7 ')
  useEffect(() => {
    document.title = title
  }, [title])
}
