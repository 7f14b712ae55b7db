// One story at a time: each runs the whole product, and some measure how long it takes.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
