import { plainWidth } from './cell.ts'

/**
 * The single numbers in a cell that may hold several: cut at / 、 ; ， 或 and line breaks, and at a comma or blank only between
 * two complete numbers. Extensions (转801, ext. 801) stay with their number.
 */
export function splitPhones(raw: string): string[] {
  const parts = plainWidth(raw)
    .split(/[/;、|\n]|\s+(?:or|and)\s+|或|和/i)
    .flatMap((part) => (/^[^\d]*(?:\d[\d\s-]{6,}\d)\s*,\s*(?:\+?\d[\d\s-]{6,}\d)[^\d]*$/.test(part) ? part.split(',') : [part]))
    .flatMap((part) => (/^\s*1\d{10}(\s+1\d{10})+\s*$/.test(part) ? part.trim().split(/\s+/) : [part]))
    .map((part) => part.trim())
    .filter((part) => part !== '')
  // "021-68888888/9" is one number with its neighbour line, not two
  return parts.filter((part, index) => index === 0 || part.replace(/\D/g, '').length >= 7)
}

/** Excel's 1.38001E+10: digits are lost for good, no rule brings them back. */
export const isScientific = (raw: string): boolean => /^\s*\d(\.\d+)?e\+?\d+\s*$/i.test(plainWidth(raw))
