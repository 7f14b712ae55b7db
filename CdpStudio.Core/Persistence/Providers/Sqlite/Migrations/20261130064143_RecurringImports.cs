using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CdpStudio.Core.Persistence.Providers.Sqlite.Migrations
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "RecurringFile",
                columns: table => new
                {
                    Number = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Source = table.Column<int>(type: "INTEGER", nullable: false),
                    Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Written = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Gone = table.Column<bool>(type: "INTEGER", nullable: false),
                    Run = table.Column<int>(type: "INTEGER", nullable: true),
                    Problem = table.Column<int>(type: "INTEGER", nullable: true),
                    Detail = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    SeenAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecurringFile", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "RecurringImport",
                columns: table => new
                {
                    Source = table.Column<int>(type: "INTEGER", nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 2000, nullable: false),
                    Pattern = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Schedule = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Mapping = table.Column<string>(type: "TEXT", maxLength: -1, nullable: false),
                    After = table.Column<int>(type: "INTEGER", nullable: false),
                    SignIn = table.Column<int>(type: "INTEGER", nullable: false),
                    SignInName = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Secret = table.Column<string>(type: "TEXT", maxLength: -1, nullable: true),
                    ETag = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    LastModified = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Job = table.Column<Guid>(type: "TEXT", nullable: true),
                    LookedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    Again = table.Column<long>(type: "INTEGER", nullable: true),
                    ByHand = table.Column<bool>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    Problem = table.Column<int>(type: "INTEGER", nullable: true),
                    FoundNothing = table.Column<bool>(type: "INTEGER", nullable: false),
                    ChangedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    ChangedBy = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false)
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
