namespace CdpStudio.Core.Tests.Testing;

/// <summary>Needs the folder of files with known answers, named in <c>CDPSTUDIO_TEST_DATA</c>; counted as skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute()
    {
        if (TestData.Folder is null) Skip = TestData.Missing;
    }
}

[AttributeUsage(AttributeTargets.Method)]
public sealed class DataTheoryAttribute : TheoryAttribute
{
    public DataTheoryAttribute()
    {
        if (TestData.Folder is null) Skip = TestData.Missing;
    }
}

public static class TestData
{
    internal const string Missing = "CDPSTUDIO_TEST_DATA names no folder.";

    public static string? Folder { get; } = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_DATA") is { Length: > 0 } folder ? folder : null;

    public static string Path(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Folder!, .. parts]);
}
