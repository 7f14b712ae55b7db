using System.Globalization;
using System.Text;
using CdpStudio.Core.Governance.Access;

using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Access;

/// <summary>An address that the product answers.</summary>
/// <param name="Permissions">All that it asks for, separated by blanks; empty when it is open.</param>
internal sealed record AccessRow(string Address, string Method, string Permissions)
{
    public bool IsOpen => Permissions.Length == 0;

    public bool IsAllowed(Func<string, bool> has) => Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(has);
}

/// <summary>The table of docs/access.md, as the running product has it and as the file shows it.</summary>
internal static class AccessTable
{
    private const string Begin = "<!-- made from the program by AccessTableTests; see CONTRIBUTING.md -->";

    // Not ours to name: Blazor's own transport, and what finds static files that were added since the build. The hub of the
    // circuits asks for a session by the fallback policy.
    private static readonly string[] s_framework = ["/_blazor", "/_framework", "/{**path:file}"];

    public static string File => Path.Combine(Repository.Root, "docs", "access.md");

    public static IReadOnlyList<AccessRow> Of(IServiceProvider services) =>
    [
        .. services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => !IsStaticFile(endpoint) && !s_framework.Any(f => Address(endpoint).StartsWith(f, StringComparison.Ordinal)))
            .SelectMany(endpoint => Methods(endpoint).Select(method => new AccessRow(Address(endpoint), method, PermissionsOf(endpoint))))
            .Distinct()
            .OrderBy(row => row.Address, StringComparer.Ordinal)
            .ThenBy(row => row.Method, StringComparer.Ordinal),
    ];

    public static IEnumerable<string> WithoutPolicy(IServiceProvider services) =>
        services.GetServices<EndpointDataSource>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => !s_framework.Any(f => Address(endpoint).StartsWith(f, StringComparison.Ordinal)))
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && PermissionsOf(endpoint).Length == 0)
            .Select(Address);

    public static string Text(IReadOnlyList<AccessRow> rows)
    {
        var text = new StringBuilder($"{Begin}\n\n## Who may do what\n\n| permission |");
        foreach (var role in Role.All) text.Append(CultureInfo.InvariantCulture, $" {role} |");
        text.Append(" API key scope |\n| --- |").Append(string.Concat(Enumerable.Repeat(" :-: |", Role.All.Count + 1))).Append('\n');
        foreach (var permission in Permission.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"| `{permission}` |");
            foreach (var role in Role.All) text.Append(Role.Allows(role, permission) ? " yes |" : "  |");
            text.Append(Permission.Scopes.Contains(permission) ? " yes |\n" : "  |\n");
        }

        text.Append("\n## What each page and endpoint asks for\n\n| address | method | permission |\n| --- | --- | --- |\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| `{row.Address}` | {row.Method} | {(row.IsOpen ? "open" : $"`{row.Permissions}`")} |\n");

        return text.ToString();
    }

    public static string InDocs()
    {
        var text = System.IO.File.ReadAllText(File);
        return text[Math.Max(0, text.IndexOf(Begin, StringComparison.Ordinal))..];
    }

    public static void WriteDocs(string table)
    {
        var text = System.IO.File.ReadAllText(File);
        var at = text.IndexOf(Begin, StringComparison.Ordinal);
        System.IO.File.WriteAllText(File, (at < 0 ? text + "\n" : text[..at]) + table);
    }

    private static string Address(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    private static bool IsStaticFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(m => m.GetType().Name.Contains("StaticAsset", StringComparison.Ordinal));

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["*"];

    private static string PermissionsOf(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? ""
            : string.Join(' ', endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>()
                .Select(data => data.Policy).OfType<string>().Distinct().Order(StringComparer.Ordinal));
}
