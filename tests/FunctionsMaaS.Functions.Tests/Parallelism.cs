// A host that stops ends the metric streams of all meters of the same names in its process, those of hosts of other tests included.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
