using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.SqlServer.Migrations
{
    /// <inheritdoc />
    public partial class RecurringImports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Source",
                table: "ImportRun",
                type: "int",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "RecurringFile",
                columns: table => new
                {
                    Number = table.Column<int>(type: "int", nullable: false)
                        .Annotation("SqlServer:Identity", "1, 1"),
                    Source = table.Column<int>(type: "int", nullable: false),
                    Name = table.Column<string>(type: "nvarchar(200)", maxLength: 200, nullable: false),
                    Bytes = table.Column<long>(type: "bigint", nullable: false),
                    Written = table.Column<long>(type: "bigint", nullable: false),
                    Hash = table.Column<string>(type: "nvarchar(64)", maxLength: 64, nullable: true),
                    State = table.Column<int>(type: "int", nullable: false),
                    Gone = table.Column<bool>(type: "bit", nullable: false),
                    Run = table.Column<int>(type: "int", nullable: true),
                    Problem = table.Column<int>(type: "int", nullable: true),
                    Detail = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    SeenAt = table.Column<long>(type: "bigint", nullable: false),
                    EndedAt = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecurringFile", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "RecurringImport",
                columns: table => new
                {
                    Source = table.Column<int>(type: "int", nullable: false),
                    Place = table.Column<string>(type: "nvarchar(2000)", maxLength: 2000, nullable: false),
                    Pattern = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Schedule = table.Column<string>(type: "nvarchar(100)", maxLength: 100, nullable: false),
                    Mapping = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: false),
                    After = table.Column<int>(type: "int", nullable: false),
                    SignIn = table.Column<int>(type: "int", nullable: false),
                    SignInName = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Secret = table.Column<string>(type: "nvarchar(max)", maxLength: -1, nullable: true),
                    ETag = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    LastModified = table.Column<string>(type: "nvarchar(400)", maxLength: 400, nullable: true),
                    Job = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    LookedAt = table.Column<long>(type: "bigint", nullable: false),
                    Again = table.Column<long>(type: "bigint", nullable: true),
                    ByHand = table.Column<bool>(type: "bit", nullable: false),
                    Failures = table.Column<int>(type: "int", nullable: false),
                    Problem = table.Column<int>(type: "int", nullable: true),
                    FoundNothing = table.Column<bool>(type: "bit", nullable: false),
                    ChangedAt = table.Column<long>(type: "bigint", nullable: false),
                    ChangedBy = table.Column<string>(type: "nvarchar(256)", maxLength: 256, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecurringImport", x => x.Source);
                });

            migrationBuilder.CreateIndex(
                name: "IX_RecurringFile_Source_Hash",
                table: "RecurringFile",
                columns: new[] { "Source", "Hash" });

            migrationBuilder.CreateIndex(
                name: "IX_RecurringFile_State",
                table: "RecurringFile",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "RecurringFile");

            migrationBuilder.DropTable(
                name: "RecurringImport");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "ImportRun");
        }
    }
}
