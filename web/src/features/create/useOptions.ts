import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/calls';
import { keys } from '../../api/queries';
import { usePollInterval } from '../live/polling';

/** What may be asked for here. Asking costs nothing. */
export const useOptions = () =>
  useQuery({ queryKey: keys.options, queryFn: ({ signal }) => api.options(signal), refetchInterval: usePollInterval() });
