/** A text that no spreadsheet takes for a formula; `plainAgain` takes it back when such a file comes in again. */
export const harmless = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text)
export const plainAgain = (text: string): string => (/^'[=+\-@\t\r＝＋－＠]/.test(text) ? text.slice(1) : text)
