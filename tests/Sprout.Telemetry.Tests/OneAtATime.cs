// Meters are the process', and so is the listener to its traces: two Sprouts at a time would count for each other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
