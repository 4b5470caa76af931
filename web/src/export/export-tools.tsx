import { type MouseEvent, type ReactNode, useContext } from 'react'
import { fullTimeText } from '../format/time-text.ts'
import { DeskContext } from '../state/use-desk.ts'
import { chartPicture } from './chart-picture.ts'
import { csvOfRecords, csvText } from './csv-text.ts'
import { fileName, saveFile } from './save-file.ts'
import { tableCells } from './table-cells.ts'

/** What a panel gives as CSV besides what its table shows: all rows, and numbers in full. */
export type Csv = { readonly rows: () => readonly object[]; readonly name?: string }

type ExportToolsProps = { readonly title: string; readonly csv: Csv | undefined }

/** Keeps the table of a panel as CSV and its charts as PNG; each is shown where there is one. */
export function ExportTools({ title, csv }: ExportToolsProps): ReactNode {
  const store = useContext(DeskContext)
  const { name = '', t } = {
    name: store.desk?.desk.name,
    t: store.desk?.status.marketTime ?? 0,
  }
  const keepTable = (event: MouseEvent): void => {
    const table = panelOf(event)?.querySelector('table')
    const text = csv === undefined ? textOf(table) : csvOfRecords(csv.rows())
    // Spreadsheets take a file for UTF-8 by its mark.
    const content = new Blob([`\ufeff${text}`], { type: 'text/csv;charset=utf-8' })
    saveFile(fileName(name, csv?.name ?? title, t, 'csv'), content)
  }
  const keepCharts = async (event: MouseEvent): Promise<void> => {
    const charts = panelOf(event)?.querySelectorAll(chartSelector) ?? []
    for (const chart of charts) {
      const picture = await chartPicture(chart, { title, said: `${name}, ${fullTimeText(t)}` })
      if (picture !== null) saveFile(fileName(name, title, t, 'png'), picture)
    }
  }
  return (
    <span className="exports">
      <button
        type="button"
        className={csv === undefined ? 'plain export-table' : 'plain export-rows'}
        onClick={keepTable}
        title={`Keep ${title} as CSV`}
      >
        CSV<span className="unseen"> of {title}</span>
      </button>
      <button
        type="button"
        className="plain export-chart"
        onClick={(event) => void keepCharts(event)}
        title={`Keep ${title} as PNG`}
      >
        PNG<span className="unseen"> of {title}</span>
      </button>
    </span>
  )
}

const chartSelector = '.chart, svg[role=img]'

function panelOf(event: MouseEvent): Element | null {
  return event.currentTarget.closest('.panel')
}

function textOf(table: HTMLTableElement | null | undefined): string {
  if (table === null || table === undefined) return ''
  const [head = [], ...rows] = tableCells(table)
  return csvText(head.map(String), rows)
}
