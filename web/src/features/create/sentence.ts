/** The API's words beside a field, which begin small there, as a sentence of their own. */
export const sentence = (text: string | undefined): string | undefined => text && text.charAt(0).toUpperCase() + text.slice(1);
