using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Tests.Architecture;

/// <summary>The files that people write: neither built nor generated.</summary>
internal static class Source
{
    private static readonly string[] s_foreign = ["artifacts", "bin", "obj", "node_modules", "Migrations", ".git"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(file => endings.Any(e => file.EndsWith(e, StringComparison.Ordinal)))
            .Where(file => !Path.GetRelativePath(Root, file).Split(Path.DirectorySeparatorChar).Any(s_foreign.Contains));

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "../../.."));
}
