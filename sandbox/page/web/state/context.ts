import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { PageState } from './page-state.ts';
import { Refused } from './requests.ts';

export const PageContext = createContext<PageState | undefined>(undefined);

export function usePage(): PageState {
  const page = useContext(PageContext);
  if (!page) throw new Error('used outside of the page');
  return page;
}

/** Runs a request; tells a refusal above the composer. Answers whether it went through. */
export function useAttempt(): (request: () => Promise<unknown>) => Promise<boolean> {
  const { notice } = usePage();
  return async (request) => {
    try {
      await request();
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      notice.value = error.message;
      return false;
    }
  };
}
