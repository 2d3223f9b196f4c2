import type { FieldValue, ValueCheck, ValueContext } from './field-value.ts';
import { invalid, wrongType } from './row-result.ts';

/** Texts of every kind (Zoho doc: insert-records, "Field types"). */
export const textChecks: Readonly<Record<string, ValueCheck>> = {
  text: (value, context) => checkText(value, context, 255),
  textarea: (value, context) => checkText(value, context, 32_000),
  profileimage: (value, context) => checkText(value, context, 255),
  email: pattern('email', 100, isEmail),
  phone: pattern(
    'phone',
    30,
    (text) => /^[+(]?[\p{L}\d\s()+\-.,;#/]*$/u.test(text) && /[\p{L}\d]/u.test(text),
  ),
  website: pattern('website', 450, (text) => !/\s/u.test(text)),
  picklist: (value, context) => {
    const text = checkText(value, context, 255);
    return text.ok ? chooseOption(text.value, context, context.path) : text;
  },
  multiselectpicklist(value, context) {
    if (!Array.isArray(value)) return { ok: false, errors: [wrongType(context.path, 'jsonarray')] };
    const chosen = value.map((one: unknown, index): FieldValue => {
      const path = `${context.path}[${index}]`;
      if (typeof one !== 'string') return { ok: false, errors: [wrongType(path, 'text')] };
      return chooseOption(one, context, path);
    });
    const errors = chosen.flatMap((one) => (one.ok ? [] : one.errors));
    if (errors.length > 0) return { ok: false, errors };
    const before: unknown[] = context.append && Array.isArray(context.before) ? context.before : [];
    const all = new Set([...before, ...chosen.map((one) => (one.ok ? one.value : null))]);
    return { ok: true, value: all.size === 0 ? null : [...all] };
  },
};

// --- internal ---

function checkText(value: unknown, { field, path }: ValueContext, usual: number): FieldValue {
  if (typeof value !== 'string') return { ok: false, errors: [wrongType(path, 'text')] };
  const maximum = field.length ?? usual;
  if (value.length > maximum) {
    return { ok: false, errors: [invalid(path, { maximum_length: maximum })] };
  }
  return { ok: true, value: value === '' ? null : value };
}

function pattern(type: string, usual: number, fits: (text: string) => boolean): ValueCheck {
  return (value, context) => {
    const text = checkText(value, context, usual);
    if (!text.ok || typeof text.value !== 'string' || fits(text.value)) return text;
    return { ok: false, errors: [wrongType(context.path, type)] };
  };
}

/** In the words of Zoho doc: crm/email-validation. */
function isEmail(text: string): boolean {
  const [local = '', domain = '', ...rest] = text.split('@');
  const labels = domain.split('.');
  return (
    rest.length === 0 &&
    /^[\p{L}\d_+-][\p{L}\d_+\-.'&]*$/u.test(local) &&
    domain.length >= 4 &&
    domain.length <= 256 &&
    labels.length >= 2 &&
    labels.every((label) => /^[\p{L}\d-]+$/u.test(label)) &&
    /^\p{L}{2,22}$/u.test(labels.at(-1) ?? '')
  );
}

/** Either name of an option is taken; what is stored is the actual one [which is not documented]. */
function chooseOption(value: unknown, { field }: ValueContext, path: string): FieldValue {
  if (value === null || !field.pickList) return { ok: true, value };
  const { options, restricted } = field.pickList;
  const option =
    options.find((one) => one.actualValue === value) ??
    options.find((one) => one.displayValue === value);
  if (option) return { ok: true, value: option.actualValue };
  if (!restricted) return { ok: true, value };
  const supported = options.map((one) => one.actualValue);
  return { ok: false, errors: [invalid(path, { supported_values: supported })] };
}
