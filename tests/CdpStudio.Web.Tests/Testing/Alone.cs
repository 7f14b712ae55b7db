namespace CdpStudio.Web.Tests.Testing;

/// <summary>Tests that measure what the whole process holds: while others run, that says nothing.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
