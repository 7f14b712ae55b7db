using Microsoft.AspNetCore.Identity;

namespace CdpStudio.Web.Access;

/// <summary>The ways in. They are never mixed: programs come with keys, people with a cookie.</summary>
internal static class Doors
{
    /// <summary>Chooses one of the two by the address.</summary>
    public const string Scheme = "Doors";
    public const string ApiKeyScheme = "ApiKey";

    public const string Api = "/api";
    public const string Tracking = "/v1";
    public const string Ui = "/ui";

    /// <summary>Programs come here: keys only, no cookies, no language, problem details.</summary>
    public static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments(Api, StringComparison.Ordinal)
        || path.StartsWithSegments(Tracking, StringComparison.Ordinal)
        || path.StartsWithSegments("/beacon", StringComparison.Ordinal);

    /// <summary>The pages' own scripts come here.</summary>
    public static bool IsForScripts(PathString path) => path.StartsWithSegments(Ui, StringComparison.Ordinal);

    public static string SchemeOf(PathString path) => IsForPrograms(path) ? ApiKeyScheme : IdentityConstants.ApplicationScheme;

    /// <summary>The management API. Its endpoints name a permission each.</summary>
    public static RouteGroupBuilder MapManagementApi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup(Api + "/v1").DisableAntiforgery().WithGroupName("v1");

    /// <summary>What the pages' scripts call; <see cref="SameOriginDoor"/> stands before it. Its endpoints name a permission each.</summary>
    public static RouteGroupBuilder MapUi(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGroup(Ui).DisableAntiforgery().ExcludeFromDescription();
}
