import type { Instrument } from '../../domain/index.ts'
import { defined } from '../../base/index.ts'
import { type TaxReport, taxRemarks } from './tax-report.ts'
import type { TaxSum } from './tax-totals.ts'
import { numberColumn, textColumn, type TrailPaper, type TrailTable } from './trail-paper.ts'
import { periodText } from './trail-period.ts'
import { simulatedMark, sourceFacts } from './trail-source.ts'
import { amountText, quantityText, timeText } from './trail-text.ts'

/** Every table of a tax report, in the order in which it is read. */
export function taxTables(report: TaxReport): readonly TrailTable[] {
  return [
    totalsTable(report),
    reconciliationTable(report),
    disposalsTable(report),
    incomeTable(report),
    openTable(report),
  ]
}

/** The whole report as it is printed. @param version - Of the program. */
export function taxPaper(report: TaxReport, version: string): TrailPaper {
  const { source, period, method, currency, asOf } = report
  return {
    title: 'Realised gains and losses',
    mark: simulatedMark(source),
    facts: [
      ['Period', periodText(period)],
      ['Method', method],
      ['Currency', currency],
      ...sourceFacts(source, version),
      ['As of', `${timeText(asOf)} UTC`],
    ],
    remarks: taxRemarks(report),
    tables: taxTables(report),
    ts: asOf,
    producer: `coinswarm ${version}`,
  }
}

function totalsTable({ totals, currency }: TaxReport): TrailTable {
  const cells = (kind: string, of: TaxSum): readonly string[] => [
    ...[kind, of.name, String(of.disposals)],
    ...[of.proceeds, of.cost, of.fees, of.gain, of.shortTerm, of.longTerm].map(amountText),
    ...[of.washLosses, of.income].map(amountText),
  ]
  return {
    name: 'totals',
    title: 'Totals',
    about: `In ${currency}. Gain is that of short and of long terms together; income is not in it.`,
    columns: [
      ...[textColumn('by', 'By'), textColumn('name', 'Of'), numberColumn('disposals', 'Disposals')],
      ...[
        numberColumn('proceeds', 'Proceeds'),
        numberColumn('cost', 'Cost'),
        numberColumn('fees', 'Fees'),
      ],
      ...[
        numberColumn('gain', 'Gain'),
        numberColumn('shortTerm', 'Short term'),
        numberColumn('longTerm', 'Long term'),
      ],
      ...[numberColumn('washLosses', 'Wash losses'), numberColumn('income', 'Income')],
    ],
    rows: [
      cells('total', totals.all),
      ...totals.byInstrument.map((of) => cells('instrument', of)),
      ...totals.byPeriod.map((of) => cells('period', of)),
    ],
    none: 'Nothing.',
  }
}

function disposalsTable({ disposals, instruments, currency }: TaxReport): TrailTable {
  return {
    name: 'disposals',
    title: 'Disposals',
    about: `Every lot that was closed, in ${currency}. A short sale counts when it is closed.`,
    columns: [
      ...[textColumn('instrument', 'Instrument'), textColumn('side', 'Side')],
      ...[textColumn('acquired', 'Acquired (UTC)'), textColumn('disposed', 'Disposed (UTC)')],
      ...[
        numberColumn('quantity', 'Quantity'),
        numberColumn('proceeds', 'Proceeds'),
        numberColumn('cost', 'Cost'),
      ],
      ...[numberColumn('fees', 'Fees'), numberColumn('gain', 'Gain'), textColumn('term', 'Term')],
      ...[
        textColumn('wash', 'Wash'),
        numberColumn('openedBy', 'Opened by'),
        numberColumn('closedBy', 'Closed by'),
      ],
    ],
    rows: disposals.map((of) => {
      const instrument = instrumentOf(instruments, of.instrument)
      const isShort = of.side === 'short'
      const [acquired, disposed] = isShort ? [of.closedTs, of.openedTs] : [of.openedTs, of.closedTs]
      return [
        ...[instrument.id, of.side, timeText(acquired), timeText(disposed)],
        quantityText(instrument, of.lots),
        ...[of.proceeds, of.cost, of.fees, of.gain].map(amountText),
        ...[of.term, of.isWashSale ? 'wash' : '', String(of.openedBy), String(of.closedBy)],
      ]
    }),
    none: 'Nothing was disposed of.',
  }
}

function incomeTable({ rebates, instruments, currency }: TaxReport): TrailTable {
  return {
    name: 'income',
    title: 'Income',
    about: `What a venue has paid for fills, in ${currency}. There is no funding in these books.`,
    columns: [
      ...[
        textColumn('time', 'Time (UTC)'),
        textColumn('instrument', 'Instrument'),
        textColumn('kind', 'Kind'),
      ],
      ...[numberColumn('amount', 'Amount'), numberColumn('order', 'Order')],
    ],
    rows: rebates.map(({ ts, instrument, amount, orderId }) => [
      ...[timeText(ts), instrumentOf(instruments, instrument).id, 'rebate', amountText(amount)],
      String(orderId),
    ]),
    none: 'None.',
  }
}

function openTable({ open, instruments, currency }: TaxReport): TrailTable {
  return {
    name: 'open-lots',
    title: 'Open lots',
    about: `What is held at the end of the period, at cost, in ${currency}. Nothing of it is realised.`,
    columns: [
      ...[
        textColumn('instrument', 'Instrument'),
        textColumn('side', 'Side'),
        textColumn('opened', 'Opened (UTC)'),
      ],
      ...[
        numberColumn('quantity', 'Quantity'),
        numberColumn('value', 'Cost, or proceeds of a short'),
      ],
      ...[numberColumn('fee', 'Fees'), numberColumn('openedBy', 'Opened by')],
    ],
    rows: open.map((of) => {
      const instrument = instrumentOf(instruments, of.instrument)
      return [
        ...[instrument.id, of.side, timeText(of.ts), quantityText(instrument, of.lots)],
        ...[amountText(of.value), amountText(of.fee), String(of.orderId)],
      ]
    }),
    none: 'Nothing is held.',
  }
}

function reconciliationTable({ reconciled, instruments, currency }: TaxReport): TrailTable {
  return {
    name: 'reconciliation',
    title: 'Reconciliation with the ledger',
    about:
      `Everything up to the end of the period, before fees, in ${currency}. The ledger closes at the ` +
      'mean cost. The lots have realised more by exactly what their open lots cost more; fees are ' +
      'those of the ledger, rebates taken off. Where it did not come out there would be no report.',
    columns: [
      textColumn('instrument', 'Instrument'),
      ...[
        numberColumn('lotsRealised', 'Realised, lots'),
        numberColumn('ledgerRealised', 'Realised, ledger'),
      ],
      ...[numberColumn('realisedMore', 'Difference'), numberColumn('lotsOpen', 'Open, lots')],
      ...[numberColumn('ledgerOpen', 'Open, ledger'), numberColumn('openMore', 'Difference')],
      numberColumn('fees', 'Fees of both'),
    ],
    rows: reconciled.map((of) => [
      instrumentOf(instruments, of.instrument).id,
      ...[of.lotsRealised, of.ledgerRealised, of.lotsRealised - of.ledgerRealised].map(amountText),
      ...[of.lotsOpen, of.ledgerOpen, of.lotsOpen - of.ledgerOpen, of.ledgerFees].map(amountText),
    ]),
    none: 'No instruments.',
  }
}

function instrumentOf(instruments: readonly Instrument[], index: number): Instrument {
  return defined(instruments[index], 'an instrument')
}
