using CdpStudio.Web.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CdpStudio.Web.Hosting;

/// <summary>The OpenAPI document: what it is, how to sign in, and which scope each call needs.</summary>
internal static class ApiDescription
{
    private const string Key = "ApiKey";

    public static IServiceCollection AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.ShouldInclude = description => Doors.IsForPrograms("/" + description.RelativePath);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "CdpStudio",
                Version = "1",
                Description = "Customer data: sources in, people and their history, rules and segments out.",
            };
            document.Servers = [];
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                [Key] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key from Settings." },
            };
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<DescribedBody>().LastOrDefault() is { } body) operation.RequestBody = body.ToRequestBody();

            var scopes = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(d => d.Policy).OfType<string>();
            if (!scopes.Any()) return Task.CompletedTask;

            operation.Description = string.Join("\n\n", new[] { operation.Description, $"Scope: {string.Join(", ", scopes.Distinct())}." }.OfType<string>());
            operation.Security = [new() { [new OpenApiSecuritySchemeReference(Key, context.Document)] = [] }];
            return Task.CompletedTask;
        });
    });
}
