import type { CatalogEntry } from '../catalog-entry.ts'
import { fractal } from './fractal.ts'
import { pivotPoints, rollingPivots } from './pivot-points.ts'

export const levels: readonly CatalogEntry[] = [
  {
    spec: pivotPoints(),
    title: 'Pivot points of the session before',
    convention: 'sessions of a UTC day; the first seen counts as whole',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: pivotPoints('fibonacci'),
    title: 'Pivot points, Fibonacci',
    convention: '0.382, 0.618 and 1 range from the pivot',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: pivotPoints('camarilla'),
    title: 'Pivot points, Camarilla',
    convention: '1.1 range / 12, / 6, / 4, / 2 from the close',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: pivotPoints('woodie'),
    title: 'Pivot points, Woodie',
    convention: 'weighs the open of this session twice',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: pivotPoints('demark'),
    title: 'Pivot points, DeMark',
    convention: 'one resistance and one support',
    agreesWith: 'its definition in numpy',
  },
  {
    spec: rollingPivots(),
    title: 'Pivot points of the window before',
    convention: 'the current bar is left out',
    agreesWith: 'Stock.Indicators GetRollingPivots; its definition in numpy',
  },
  {
    spec: fractal(),
    title: 'Fractals of Williams',
    convention: 'read when known, two bars after; equals make none',
    agreesWith: 'its definition in numpy',
  },
]
