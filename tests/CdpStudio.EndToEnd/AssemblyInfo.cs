// Two stories side by side: each runs a product of its own and waits most of the time. test.sh runs one at a time where figures are wanted.
[assembly: CollectionBehavior(MaxParallelThreads = 2)]
[assembly: TestCollectionOrderer("CdpStudio.EndToEnd.Running.LongestFirst", "CdpStudio.EndToEnd")]
