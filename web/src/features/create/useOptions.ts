import { useQuery } from '@tanstack/react-query';
import { api } from '../../api/calls';
import { keys } from '../../api/queries';

/** What may be asked for here. Asking costs nothing. */
export const useOptions = () => useQuery({ queryKey: keys.options, queryFn: ({ signal }) => api.options(signal) });
