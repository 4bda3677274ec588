// Behind white space and in full width too, which some spreadsheets read alike.
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;
// Whatever is made of digits and of what stands in numbers, amounts, dates and times anywhere: which of them a
// spreadsheet takes for one depends on its language.
const NUMBER_OR_DATE = /^\(?[$€£¥]?\s?[.,]?\d[\d\s.,:/\-+%()$€£¥'et]*(?:[ap]\.?m?\.?)?$/i;
const MONTH =
  /^(?:\d[\d\s.\-/]*)?(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)[\d\s.,\-/]*$/i;
const TRUTH_VALUE = /^(?:true|false)$/i;
// Fifteen digits are what a spreadsheet keeps. Stream ids are longer than any date.
const WRITTEN_BACK = /^(?:(?:0|[1-9]\d{0,14})|(?=.{1,16}$)(?:0|[1-9]\d*)\.\d*[1-9]|\d{13,}-\d+)$/;

/** Whether a spreadsheet would take this text for a formula, or write it back as another one. */
export function isMisread(text: string): boolean {
  if (FORMULA.test(text) || TRUTH_VALUE.test(text)) return true;
  const trimmed = text.trim();
  if (NUMBER_OR_DATE.test(trimmed)) return !WRITTEN_BACK.test(text);
  return /\d/.test(trimmed) && MONTH.test(trimmed);
}
