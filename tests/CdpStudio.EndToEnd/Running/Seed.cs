using System.Globalization;

namespace CdpStudio.EndToEnd.Running;

/// <summary>What the runner says of this run.</summary>
internal static class Seed
{
    /// <summary>The seed of this run; <c>CDPSTUDIO_TEST_SEED</c> repeats one.</summary>
    public static int Value { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : Environment.TickCount;

    public static bool FullTier { get; } = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") == "full";
}

/// <summary>As <see cref="DataFactAttribute"/>, with rows.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute()
    {
        if (DataFactAttribute.Folder is null) Skip = "CDPSTUDIO_TEST_DATA names no folder.";
    }
}

/// <summary>Needs the folder of files with known answers, named in <c>CDPSTUDIO_TEST_DATA</c>; counted as skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute()
    {
        if (Folder is null) Skip = "CDPSTUDIO_TEST_DATA names no folder.";
    }

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_DATA") is { Length: > 0 } folder ? folder : null;
}
