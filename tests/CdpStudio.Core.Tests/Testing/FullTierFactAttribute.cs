namespace CdpStudio.Core.Tests.Testing;

/// <summary>A test that takes minutes: it runs with <c>bash test.sh --full</c> and is counted as skipped without.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FullTierFactAttribute : FactAttribute
{
    public FullTierFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") != "full") Skip = "Runs in the full tier.";
    }
}
