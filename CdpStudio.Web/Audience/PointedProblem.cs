using CdpStudio.Core.Rules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Audience;

/// <summary>A refusal that says where: problem details with the JSON pointer of the member at fault.</summary>
internal static class PointedProblem
{
    /// <param name="pointer">Into the rule for what the rule says, else into the body.</param>
    /// <param name="detail">English words.</param>
    public static ProblemHttpResult Refused(string pointer, string detail) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?> { ["pointer"] = pointer });

    public static ProblemHttpResult Refused(RuleRemark remark) => Refused(remark.Pointer, remark.Detail);
}

/// <summary>A body or address that does not have the form it should have. Ends at <see cref="PointedProblemFilter"/>.</summary>
internal sealed class RequestRefusedException(string pointer, string detail) : Exception(detail)
{
    public string Pointer { get; } = pointer;
}
